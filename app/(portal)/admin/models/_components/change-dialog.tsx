'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { changeModel, modelsQuery, statusQuery } from '@/lib/operations/client'
import type { ModelRow } from '@/lib/operations/models/contract'

/** Asks before the model is changed: what happens to running answers, and how long they get. */
export function ChangeDialog({ model, onClose }: { model: ModelRow | null; onClose: () => void }) {
  const t = useTranslations('models')
  const queries = useQueryClient()
  const { data: status } = useQuery({ ...statusQuery, enabled: model !== null })
  const [seconds, setSeconds] = useState('60')
  const change = useMutation({
    mutationFn: changeModel,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: modelsQuery.queryKey }),
  })
  const drainSeconds = Number(seconds)
  const valid = Number.isInteger(drainSeconds) && drainSeconds >= 0 && drainSeconds <= 600
  return (
    <Dialog open={model !== null} onClose={onClose} title={t('confirmTitle')} size="small">
      <Form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (model && valid) change.mutate({ file: model.file, drainSeconds })
        }}
      >
        <p className="text-sm">{t('confirm', { name: model?.name ?? '' })}</p>
        <p aria-live="polite" className="bg-raised rounded p-3 text-sm font-medium">
          {status
            ? t('affected', { running: status.queue.running, waiting: status.queue.waiting })
            : t('counting')}
        </p>
        <Field
          label={t('drain')}
          type="number"
          min={0}
          max={600}
          value={seconds}
          onChange={({ target }) => {
            setSeconds(target.value)
          }}
        />
        <QueryFailure error={change.error} />
        <div className="flex justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="danger" disabled={!valid || !status || change.isPending}>
            {t('use')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
