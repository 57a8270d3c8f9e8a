'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDraftParts } from '@/app/(portal)/_components/continuity/use-draft'
import { useKeptForm } from '@/app/(portal)/_components/continuity/use-kept-form'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { TextArea } from '@/app/_ui/text-area'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { changeSystemPrompt } from '@/lib/rights/client'
import { systemPromptsQuery } from '@/lib/instructions/client'
import { SYSTEM_PROMPT_MAX, type SystemPromptVersion } from '@/lib/instructions/contract'
import { PromptTrial } from './prompt-trial'

/** Where what is typed here is kept until it is saved. */
export const PROMPT_DRAFT = 'admin/system-prompt' satisfies DraftPlace

interface TypedPrompt {
  zh: string
  en: string
  note: string
  /** The version that it began with, so that a change that was overtaken is noticed. */
  base: number
}

interface PromptEditorProps {
  current: SystemPromptVersion
  /** What was typed before and not saved; empty for nothing. */
  former: string
}

/** Edits the instructions in both languages, beside a preview of what is being typed. */
export function PromptEditor({ current, former }: PromptEditorProps) {
  const t = useTranslations('systemPrompt')
  const queries = useQueryClient()
  const asItIs: TypedPrompt = { zh: current.zh, en: current.en, note: '', base: current.number }
  const isSame = ({ zh, en, note }: TypedPrompt) => zh === current.zh && en === current.en && note === ''
  const { parts, write } = useDraftParts<TypedPrompt>(PROMPT_DRAFT, former, isSame)
  const draft = parts ?? asItIs
  const type = (part: Partial<TypedPrompt>) => write({ ...draft, ...part })
  const kept = useKeptForm(!isSame(draft), () => write(null))
  const [ask, question] = useQuestion()
  const save = useMutation({
    mutationFn: () => changeSystemPrompt(draft),
    onSuccess: async () => {
      write(null)
      await queries.invalidateQueries({ queryKey: systemPromptsQuery.queryKey })
    },
  })
  // What was typed is laid upon what somebody else saved, to be looked at and saved again.
  const reload = async () => {
    const { versions } = await queries.query({ ...systemPromptsQuery, staleTime: 0 })
    if (versions[0]) type({ base: versions[0].number })
    save.reset()
  }
  const changed = draft.zh !== current.zh || draft.en !== current.en
  const complete = draft.zh.trim() !== '' && draft.en.trim() !== ''
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="empty:hidden lg:col-span-2">{kept}</div>
      <Form
        className="flex min-w-0 flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          ask({ text: t('saveConfirm'), action: t('save'), onYes: () => save.mutate() })
        }}
      >
        {(['zh', 'en'] as const).map((language) => (
          <TextArea
            key={language}
            lang={language === 'zh' ? 'zh-CN' : 'en'}
            label={t(language)}
            rows={9}
            maxLength={SYSTEM_PROMPT_MAX}
            required
            spellCheck={false}
            value={draft[language]}
            onChange={({ target }) => type({ [language]: target.value })}
          />
        ))}
        <Field
          label={t('note')}
          maxLength={200}
          value={draft.note}
          onChange={({ target }) => type({ note: target.value })}
        />
        <QueryFailure error={save.error} onReload={() => void reload()} />
        {save.data?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" disabled={!changed || !complete || save.isPending}>
            {t('save')}
          </Button>
          <Button disabled={isSame(draft)} onClick={() => write(null)}>
            {t('reset')}
          </Button>
        </div>
      </Form>
      <PromptTrial zh={draft.zh} en={draft.en} />
      {question}
    </div>
  )
}
