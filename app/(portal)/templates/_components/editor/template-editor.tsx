'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useDraftParts } from '@/app/(portal)/_components/continuity/use-draft'
import { useKeptForm } from '@/app/(portal)/_components/continuity/use-kept-form'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PromptPreview } from '@/app/(portal)/_components/template-form/prompt-preview'
import { TemplateForm } from '@/app/(portal)/_components/template-form/template-form'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import type { TemplateValues } from '@/lib/templates/pure/values'
import { BodyEditor } from './body-editor'
import { BudgetEditor } from './budget-editor'
import { DocumentsEditor } from './documents-editor'
import { FieldsEditor } from './fields-editor'
import { FactsEditor } from './facts-editor'
import { useDraftProblems } from './use-draft-problems'

/** What is typed in the editor. */
export interface EditedTemplate {
  /** Null for a new one. */
  templateId: string | null
  /** The version that it began with, so that a change that was overtaken is noticed; 0 for a new one. */
  base: number
  definition: TemplateDefinition
  note: string
}

interface TemplateEditorProps {
  draftId: DraftPlace
  /** What was typed before and not saved; empty for nothing. */
  former: string
  title: string
  initial: Omit<EditedTemplate, 'note'>
  saveLabel: string
  saving: boolean
  error: Error | null
  notice: string | null
  /** Rejects where it could not be saved. */
  onSave: (edited: EditedTemplate) => Promise<unknown>
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

const isSame = (one: EditedTemplate, other: EditedTemplate): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** What is edited, and what becomes of it: kept as a draft until it is saved or thrown away. */
function useEdited({ draftId, former, initial, onSave }: TemplateEditorProps) {
  const [saved, setSaved] = useState<EditedTemplate>(() => ({ ...initial, note: '' }))
  const { parts, write, forget } = useDraftParts<EditedTemplate>(draftId, former, (one) => isSame(one, saved))
  const edited = parts?.templateId === saved.templateId ? parts : saved
  const dirty = !isSame(edited, saved)
  const change = (part: Partial<EditedTemplate>) => write({ ...edited, ...part })
  const discard = () => write(null)
  const save = async () => {
    try {
      await onSave(edited)
    } catch {
      return
    }
    setSaved(edited)
    forget()
  }
  return { edited, change, save, discard, dirty }
}

/** Edits a template beside the form and the question that it gives. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { title, saveLabel, saving, error, notice } = props
  const t = useTranslations('templates')
  const { edited, change, save, discard, dirty } = useEdited(props)
  const [round, setRound] = useState(0)
  const kept = useKeptForm(dirty, () => {
    discard()
    setRound(round + 1)
  })
  const { definition: draft, note } = edited
  const { sentences, sound } = useDraftProblems(draft)
  // Nothing is wrong with a new one before anything was typed.
  const untouched = !dirty && draft.name === ''
  const setDraft = (definition: TemplateDefinition) => change({ definition })
  const changePart = (part: Partial<TemplateDefinition>) => setDraft({ ...draft, ...part })
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/templates"
      >
        {t('back')}
      </Link>
      <PageHeader title={title} description={t('editor.noPatient')} />
      {kept}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Form
          key={round}
          className="flex min-w-0 flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <FactsEditor draft={draft} onChange={changePart} />
          <FieldsEditor draft={draft} onChange={setDraft} />
          <BodyEditor draft={draft} onChange={changePart} />
          <BudgetEditor draft={draft} onChange={changePart} />
          <DocumentsEditor draft={draft} onChange={changePart} />
          <Field
            label={t('editor.note')}
            maxLength={200}
            value={note}
            onChange={({ target }) => change({ note: target.value })}
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
