'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { publishTemplate } from '@/lib/templates/client'
import type { Target } from '@/lib/templates/contract'

interface PublishDialogProps {
  id: string
  targets: readonly Target[]
  open: boolean
  onClose: () => void
}

/** Asks for a template to be published, to a department of the person or, for a head, the whole hospital. */
export function PublishDialog({ id, targets, open, onClose }: PublishDialogProps) {
  const t = useTranslations('templates.publishing')
  const portal = useTranslations('portal')
  const { nameOf } = useDepartments()
  const [chosen, choose] = useState(0)
  const [note, setNote] = useState('')
  const publish = useMutation({
    mutationFn: ({ departmentId }: Target) =>
      publishTemplate(id, { scope: departmentId === null ? 'hospital' : 'department', departmentId, note }),
  })
  const target = targets[chosen]
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <p className="text-sm">{t('text')}</p>
      <Select
        label={t('to')}
        value={String(chosen)}
        options={targets.map(({ departmentId }, i) => ({
          value: String(i),
          label: departmentId === null ? t('hospital') : nameOf(departmentId),
        }))}
        onChange={(value) => choose(Number(value))}
      />
      <Field
        label={t('note')}
        maxLength={200}
        value={note}
        onChange={({ target: { value } }) => setNote(value)}
      />
      <QueryFailure error={publish.error} />
      {publish.isSuccess ? <Notice tone="success">{t('sent')}</Notice> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{portal(publish.isSuccess ? 'close' : 'cancel')}</Button>
        {publish.isSuccess || !target ? null : (
          <Button variant="primary" disabled={publish.isPending} onClick={() => publish.mutate(target)}>
            {t('send')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
