'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useKeptFields } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { mappingFields, MappingFields, toMapping } from '@/app/(portal)/admin/_components/mapping-fields'
import { MappingPreview } from '@/app/(portal)/admin/_components/mapping-preview'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useSavedToast } from '@/app/(portal)/_components/use-saved-toast'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Form } from '@/app/_ui/form'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { addMapping, changeMapping, mappingsQuery } from '@/lib/rights/client'
import type { Mapping } from '@/lib/rights/contract'
import type { PreviewChange } from '@/lib/rights/preview/contract'

/** Where what is typed here is kept until it is saved or cancelled. */
export const MAPPING_DRAFT = 'admin/mapping' satisfies DraftPlace

interface MappingDialogProps {
  /** What was typed before and not saved; empty for nothing. */
  former: string
  /** Null for a new one. */
  mapping: Mapping | null
  onClose: () => void
  onPending: () => void
}

/** Adds or changes a mapping, after a look at whom it would affect. */
export function MappingDialog({ former, mapping, onClose, onPending }: MappingDialogProps) {
  const t = useTranslations('admin.mapping')
  const security = useTranslations('admin.security')
  const preview = useTranslations('directory.preview')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const saved = useSavedToast()
  const form = useRef<HTMLFormElement>(null)
  const { fields, setFields, forget } = useKeptFields(
    { place: MAPPING_DRAFT, former, row: mapping },
    mappingFields(mapping),
  )
  const close = () => {
    forget()
    onClose()
  }
  const [tried, setTried] = useState<PreviewChange>(null)
  const save = useMutation({
    mutationFn: () =>
      mapping
        ? changeMapping(mapping.id, { mapping: toMapping(fields), version: mapping.version })
        : addMapping(toMapping(fields)),
    onSuccess: async ({ state }) => {
      saved({ state })
      if (state === 'pending') onPending()
      await queries.invalidateQueries({ queryKey: mappingsQuery.queryKey })
      close()
    },
  })
  const tryOut = () => {
    if (!form.current?.reportValidity()) return
    const kind = mapping
      ? ({ kind: 'mapping_changed', id: mapping.id } as const)
      : ({ kind: 'mapping_added' } as const)
    setTried({ ...kind, mapping: toMapping(fields) })
  }
  return (
    <Dialog
      open
      onClose={close}
      title={t(mapping ? 'changeTitle' : 'addTitle')}
      size={tried ? 'wide' : 'large'}
    >
      <Form
        ref={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <MappingFields
          fields={fields}
          onChange={(next) => {
            setFields(next)
            setTried(null)
          }}
        />
        <QueryFailure
          error={save.error}
          labels={{
            groupDn: security('group'),
            role: security('role'),
            departmentId: security('department'),
          }}
          onReload={() => void queries.invalidateQueries({ queryKey: mappingsQuery.queryKey })}
        />
        <div className="flex justify-end gap-2">
          <Button className="mr-auto" onClick={tryOut}>
            {preview('start')}
          </Button>
          <Button onClick={close}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {security('save')}
          </Button>
        </div>
      </Form>
      {tried ? <MappingPreview change={tried} /> : null}
    </Dialog>
  )
}
