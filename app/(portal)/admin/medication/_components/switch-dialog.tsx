'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Select } from '@/app/_ui/select'
import { SWITCH_REASONS, type TableRow } from '@/lib/medication/contract'

type Reason = (typeof SWITCH_REASONS)[number]

interface SwitchDialogProps {
  row: TableRow
  onClose: () => void
  onReason: (reason: Reason) => void
}

/** Asks why a row is switched off. Cancel has the focus. */
export function SwitchDialog({ row, onClose, onReason }: SwitchDialogProps) {
  const t = useTranslations('medicationTables')
  const portal = useTranslations('portal')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const [reason, setReason] = useState<Reason>(SWITCH_REASONS[0])
  return (
    <Dialog open onClose={onClose} title={t('switchOffTitle')} size="small">
      <p className="text-sm">{row.drugs[language]}</p>
      {row.effect ? <p className="text-muted text-sm">{row.effect[language]}</p> : null}
      <p className="text-sm">{t('switchOffText')}</p>
      <Select
        label={t('reason')}
        options={SWITCH_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        value={reason}
        onChange={(value) => setReason(value as Reason)}
      />
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {portal('cancel')}
        </Button>
        <Button variant="danger" onClick={() => onReason(reason)}>
          {t('switchOff')}
        </Button>
      </div>
    </Dialog>
  )
}
