'use client'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { TextArea } from '@/app/_ui/text-area'
import { ADDENDUM_MAX, BODY_MAX, type TemplateDefinition } from '@/lib/templates/pure/definition'

interface BodyEditorProps {
  draft: TemplateDefinition
  onChange: (part: Partial<TemplateDefinition>) => void
}

/** The body, with fields to insert where the cursor is, and the added instructions. */
export function BodyEditor({ draft, onChange }: BodyEditorProps) {
  const t = useTranslations('templates.editor')
  const frame = useRef<HTMLDivElement>(null)
  const insert = (id: string) => {
    const area = frame.current?.querySelector('textarea')
    const at = area?.selectionStart ?? draft.body.length
    const body = `${draft.body.slice(0, at)}{{${id}}}${draft.body.slice(area?.selectionEnd ?? at)}`
    onChange({ body })
    area?.focus()
  }
  return (
    <>
      <div ref={frame} className="flex flex-col gap-2">
        <TextArea
          label={`${t('body')} *`}
          hint={t('bodyHint', { example: `{{${draft.fields[0]?.id ?? 'x'}}}` })}
          rows={10}
          maxLength={BODY_MAX}
          spellCheck={false}
          value={draft.body}
          onChange={({ target }) => onChange({ body: target.value })}
        />
        {draft.fields.length > 0 ? (
          <div role="group" aria-label={t('insert')} className="flex flex-wrap items-center gap-1 text-xs">
            <span className="text-muted">{t('insert')}</span>
            {draft.fields.map(({ id }, i) => (
              <button
                key={i}
                type="button"
                className="border-line bg-panel hover:bg-raised rounded border px-1.5 py-0.5"
                onClick={() => insert(id)}
              >
                {id}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      <TextArea
        label={t('addendum')}
        rows={3}
        maxLength={ADDENDUM_MAX}
        spellCheck={false}
        value={draft.addendum}
        onChange={({ target }) => onChange({ addendum: target.value })}
      />
    </>
  )
}
