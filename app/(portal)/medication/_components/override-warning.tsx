'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { overrideWarning } from '@/lib/medication/client'
import { OVERRIDE_REASONS } from '@/lib/medication/contract'

/** Keeps an order against a serious warning. The reason is one of a closed list and is counted without a word of the order. */
export function OverrideWarning({ row }: { row: string }) {
  const t = useTranslations('medication')
  const [reason, setReason] = useState<(typeof OVERRIDE_REASONS)[number]>(OVERRIDE_REASONS[0])
  const keep = useMutation({ mutationFn: () => overrideWarning({ row, reason }) })
  if (keep.isSuccess) {
    return (
      <p role="status" className="text-success text-xs">
        {t('kept', { reason: t(`reason.${reason}`) })}
      </p>
    )
  }
  return (
    <div className="flex flex-wrap items-end gap-2 text-sm">
      <Select
        label={t('keepReason')}
        options={OVERRIDE_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        value={reason}
        onChange={(value) => setReason(value as typeof reason)}
      />
      <Button disabled={keep.isPending} onClick={() => keep.mutate()}>
        {t('keep')}
      </Button>
      <QueryFailure error={keep.error} />
    </div>
  )
}
