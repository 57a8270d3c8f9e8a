'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PromptPreview } from '@/app/(portal)/_components/template-form/prompt-preview'
import {
  focusFirst,
  focusProblem,
  problemLabels,
  TemplateForm,
} from '@/app/(portal)/_components/template-form/template-form'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import { TextArea } from '@/app/_ui/text-area'
import type { AskInput, TemplateOutput } from '@/lib/templates/contract'
import { templateQuery } from '@/lib/templates/client'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import { checkValues, type TemplateValues } from '@/lib/templates/pure/values'
import { type TemplateDefinition } from '@/lib/templates/pure/definition'
import { IdentifierNotice } from './check/identifier-notice'
import { useCheck } from './check/use-check'
import { RedFlagList } from './review/red-flag-list'

/** What was filled in so far. It is a draft of its case. */
export interface Filled {
  templateId: string
  values: TemplateValues
  extra: string
}

interface FilledTemplateProps {
  filled: Filled
  onChange: (filled: Filled) => void
  onBack: () => void
  onAsk: (asked: AskInput) => Promise<unknown>
  /** Puts the question into the box instead, to be edited by hand. */
  onInsert: (text: string) => void
}

/** The question that the form gives so far, with what was added by hand. */
const questionOf = (definition: TemplateDefinition, { values, extra }: Filled): string =>
  [renderTemplate(definition, values), extra.trim()].filter(Boolean).join('\n\n')

/** What the rules find in the question before it is asked: dangers, and who might be recognised. */
function Findings({ question }: { question: string }) {
  const t = useTranslations('review.flags')
  const checked = useCheck(question, null).result?.checked
  if (!checked) return null
  return (
    <>
      {checked.redFlags.length === 0 ? null : (
        <section
          aria-label={t('typedLabel')}
          className="border-danger rounded border border-l-4 px-2 py-1.5 text-xs"
        >
          <h3 className="text-danger font-semibold">{t('typedLabel')}</h3>
          <RedFlagList flags={checked.redFlags} />
        </section>
      )}
      {checked.identifiers.length === 0 ? null : (
        <IdentifierNotice identifiers={checked.identifiers} privacy={checked.privacy} />
      )}
    </>
  )
}

interface FillingProps extends FilledTemplateProps {
  detail: TemplateOutput
}

/** The form of a template beside the question that it gives. Ctrl+Enter asks. */
function Filling({ detail, filled, onChange, onBack, onAsk, onInsert }: FillingProps) {
  const t = useTranslations('templates.picker')
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => focusFirst(form.current), [])
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<Error | null>(null)
  const [asking, setAsking] = useState(false)
  const { definition, template } = detail
  const { templateId, values, extra } = filled
  const problems = checkValues(definition, values)
  const ask = async () => {
    // The fields must be marked before the first of them can be found.
    flushSync(() => setTried(true))
    if (problems.length > 0) focusProblem(form.current)
    if (problems.length > 0 || asking) return
    setAsking(true)
    setFailure(null)
    try {
      await onAsk({ question: extra, templateId, templateVersion: template.current, fields: values })
    } catch (fault) {
      setFailure(fault as Error)
    }
    setAsking(false)
  }
  useShortcut({ keys: 'Ctrl+Enter', label: t('asks'), typing: true, run: () => void ask() })
  const question = questionOf(definition, filled)
  return (
    <Form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
      onKeyDown={(event) => {
        // Enter within a field must not ask: half a form would go to the model.
        const plain = event.key === 'Enter' && !event.ctrlKey
        if (plain && event.target instanceof HTMLInputElement) event.preventDefault()
      }}
      noValidate
    >
      <p className="text-muted text-xs">{t('memory')}</p>
      <div className="grid gap-5 md:grid-cols-[3fr_2fr]">
        <div ref={form} className="flex min-w-0 flex-col gap-3">
          <div lang={definition.language}>
            <TemplateForm
              definition={definition}
              values={values}
              problems={tried ? problems : []}
              onChange={(next) => onChange({ ...filled, values: next })}
            />
          </div>
          <TextArea
            label={t('extra')}
            rows={2}
            spellCheck={false}
            value={extra}
            onChange={({ target }) => onChange({ ...filled, extra: target.value })}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-3 md:sticky md:top-14 md:self-start">
          <PromptPreview definition={definition} values={values} sound />
          <Findings question={question} />
        </div>
      </div>
      {tried && problems.length > 0 ? (
        <Notice tone="error">
          {t('incomplete', { count: problems.length })}
          {t('incompleteFields', { fields: problemLabels(definition, problems).join(t('and')) })}
        </Notice>
      ) : null}
      <QueryFailure error={failure} />
      <div className="bg-panel border-line sticky bottom-0 flex flex-wrap justify-between gap-2 border-t pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        <Button onClick={onBack}>{t('title')}</Button>
        <span className="flex gap-2">
          <Button onClick={() => onInsert(question)}>{t('toBox')}</Button>
          <Button type="submit" variant="primary" disabled={asking}>
            {t('ask')}
          </Button>
        </span>
      </div>
    </Form>
  )
}

/** A template being filled in. */
export function FilledTemplate(props: FilledTemplateProps) {
  const portal = useTranslations('portal')
  const { data, error } = useQuery({ ...templateQuery(props.filled.templateId), staleTime: Infinity })
  if (error) return <QueryFailure error={error} />
  return data ? <Filling detail={data} {...props} /> : <Loading label={portal('loading')} />
}
