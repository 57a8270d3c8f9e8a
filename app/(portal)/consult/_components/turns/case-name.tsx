'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { conversationsQuery, nameCase } from '@/lib/consult/client'
import { CASE_NAME_MAX } from '@/lib/consult/pure/limits'

/** Gives the open case a name, which lives as long as the case and is on no record. */
export function CaseName({ id, name }: { id: string; name: string }) {
  const t = useTranslations('consult.turns')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(name)
  const save = useMutation({
    mutationFn: () => nameCase(id, typed),
    onSuccess: async () => {
      setOpen(false)
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    },
  })
  return (
    <>
      <Button
        onClick={() => {
          setTyped(name)
          setOpen(true)
        }}
      >
        {t('name')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('nameTitle')} size="small">
        <Form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate()
          }}
        >
          <Field
            label={t('nameLabel')}
            autoFocus
            maxLength={CASE_NAME_MAX}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <p className="text-muted text-xs">{t('nameHint')}</p>
          <QueryFailure error={save.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>{portal('cancel')}</Button>
            <Button type="submit" variant="primary" disabled={save.isPending}>
              {t('nameSave')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  )
}
