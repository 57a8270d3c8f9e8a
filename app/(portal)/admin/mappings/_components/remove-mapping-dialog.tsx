import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MappingPreview } from '@/app/(portal)/admin/_components/mapping-preview'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { LongName } from '@/app/_ui/long-name'
import type { Mapping } from '@/lib/rights/contract'

interface RemoveMappingDialogProps {
  mapping: Mapping
  onClose: () => void
  onRemove: () => void
}

/**
 * Asks before a mapping is removed, by showing who would lose what: it can be confirmed once that has been read, or has turned
 * out not to be readable. Cancel has the focus.
 */
export function RemoveMappingDialog({ mapping, onClose, onRemove }: RemoveMappingDialogProps) {
  const t = useTranslations('admin.mapping')
  const portal = useTranslations('portal')
  const [looked, setLooked] = useState(false)
  return (
    <Dialog open onClose={onClose} title={t('removeTitle')} size="wide">
      <LongName name={mapping.groupDn} />
      <p className="text-sm">{t('removeText')}</p>
      <MappingPreview change={{ kind: 'mapping_removed', id: mapping.id }} onLooked={() => setLooked(true)} />
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {portal('cancel')}
        </Button>
        <Button variant="danger" disabled={!looked} onClick={onRemove}>
          {t('removeConfirm')}
        </Button>
      </div>
    </Dialog>
  )
}
