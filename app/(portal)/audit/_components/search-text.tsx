'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { searchAuditText } from '@/lib/audit/client'
import type { AuditRecord } from '@/lib/audit/contract'
import { RecordTable } from './record-table'

/** "Was this text asked?": the pasted text is hashed in the server's memory and looked up; it is kept nowhere. */
export function SearchText({ onOpen }: { onOpen: (record: AuditRecord) => void }) {
  const t = useTranslations('audit.text')
  const id = useId()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'input' | 'output'>('input')
  const { mutate, data, isPending, error } = useMutation({ mutationFn: searchAuditText })
  return (
    <details className="border-line bg-panel rounded border px-3 py-2">
      <summary className="text-sm font-medium">{t('title')}</summary>
      <Form
        className="mt-2 flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          mutate({ text, kind })
        }}
      >
        <label htmlFor={id} className="text-muted text-sm">
          {t('hint')}
        </label>
        <textarea
          id={id}
          className="border-edge bg-panel min-h-20 rounded border px-2 py-1"
          autoComplete="off"
          spellCheck={false}
          maxLength={120_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="flex items-end gap-3">
          <Select
            label={t('kind')}
            options={(['input', 'output'] as const).map((value) => ({ value, label: t(value) }))}
            value={kind}
            onChange={(value) => setKind(value === 'output' ? 'output' : 'input')}
          />
          <Button type="submit" disabled={isPending || text === ''}>
            {t('find')}
          </Button>
        </div>
      </Form>
      <div className="mt-2 flex flex-col gap-2">
        <QueryFailure error={error} />
        {data ? <Notice tone="info">{t('found', { count: data.records.length })}</Notice> : null}
        {data && data.keysGone > 0 ? (
          <Notice tone="warning">{t('keysGone', { count: data.keysGone })}</Notice>
        ) : null}
        {data && data.records.length > 0 ? <RecordTable records={data.records} onOpen={onOpen} /> : null}
      </div>
    </details>
  )
}
