'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PromptPreview } from '@/app/(portal)/_components/template-form/prompt-preview'
import { TemplateForm } from '@/app/(portal)/_components/template-form/template-form'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import type { TemplateValues } from '@/lib/templates/pure/values'
import { BodyEditor } from './body-editor'
import { BudgetEditor } from './budget-editor'
import { DocumentsEditor } from './documents-editor'
import { FieldsEditor } from './fields-editor'
import { FactsEditor } from './facts-editor'
import { useDraftProblems } from './use-draft-problems'

interface TemplateEditorProps {
  title: string
  initial: TemplateDefinition
  saveLabel: string
  saving: boolean
  error: Error | null
  notice: string | null
  onSave: (definition: TemplateDefinition, note: string) => void
}

function Preview({ draft, sound }: { draft: TemplateDefinition; sound: boolean }) {
  const t = useTranslations('templates.preview')
  const [values, setValues] = useState<TemplateValues>({})
  return (
    <section aria-label={t('try')} className="flex min-w-0 flex-col gap-4">
      <div className="border-line bg-panel flex flex-col gap-3 rounded border p-3">
        <h2 className="font-semibold">{t('try')}</h2>
        {sound ? (
          <TemplateForm definition={draft} values={values} onChange={setValues} problems={[]} />
        ) : (
          <p className="text-muted text-sm">{t('unsound')}</p>
        )}
      </div>
      <PromptPreview definition={draft} values={values} sound={sound} withSystem />
    </section>
  )
}

/** Edits a template beside the form and the question that it gives. */
export function TemplateEditor({
  title,
  initial,
  saveLabel,
  saving,
  error,
  notice,
  onSave,
}: TemplateEditorProps) {
  const t = useTranslations('templates')
  const [first] = useState(initial)
  const [draft, setDraft] = useState(first)
  const [note, setNote] = useState('')
  const { sentences, sound } = useDraftProblems(draft)
  // Nothing is wrong with a new one before anything was typed.
  const untouched = draft === first && first.name === ''
  const change = (part: Partial<TemplateDefinition>) => setDraft((former) => ({ ...former, ...part }))
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link className="text-accent self-start text-sm underline" prefetch={false} href="/templates">
        {t('back')}
      </Link>
      <PageHeader title={title} description={t('editor.noPatient')} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Form
          className="flex min-w-0 flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            onSave(draft, note)
          }}
        >
          <FactsEditor draft={draft} onChange={change} />
          <FieldsEditor draft={draft} onChange={setDraft} />
          <BodyEditor draft={draft} onChange={change} />
          <BudgetEditor draft={draft} onChange={change} />
          <DocumentsEditor draft={draft} onChange={change} />
          <Field
            label={t('editor.note')}
            maxLength={200}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          {sentences.length > 0 && !untouched ? (
            <Notice tone="warning">
              {t('editor.problems')}
              <ul className="list-disc pl-5">
                {sentences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Notice>
          ) : null}
          <QueryFailure error={error} />
          {notice === null ? null : <Notice tone="success">{notice}</Notice>}
          <Button
            type="submit"
            variant="primary"
            className="self-start"
            disabled={saving || sentences.length > 0 || notice !== null}
          >
            {saveLabel}
          </Button>
        </Form>
        <Preview draft={draft} sound={sound} />
      </div>
    </div>
  )
}
