'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { TextArea } from '@/app/_ui/text-area'
import { changeSystemPrompt } from '@/lib/rights/client'
import { systemPromptsQuery } from '@/lib/instructions/client'
import { SYSTEM_PROMPT_MAX, type SystemPromptVersion } from '@/lib/instructions/contract'
import { PromptTrial } from './prompt-trial'

/** Edits the instructions in both languages, beside a preview of what is being typed. */
export function PromptEditor({ current }: { current: SystemPromptVersion }) {
  const t = useTranslations('systemPrompt')
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ zh: current.zh, en: current.en })
  const [ask, question] = useQuestion()
  const [note, setNote] = useState('')
  const save = useMutation({
    mutationFn: () => changeSystemPrompt({ ...draft, note, base: current.number }),
    onSuccess: () => queries.invalidateQueries({ queryKey: systemPromptsQuery.queryKey }),
  })
  const changed = draft.zh !== current.zh || draft.en !== current.en
  const complete = draft.zh.trim() !== '' && draft.en.trim() !== ''
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
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
            label={t(language)}
            rows={9}
            maxLength={SYSTEM_PROMPT_MAX}
            required
            spellCheck={false}
            value={draft[language]}
            onChange={({ target }) => setDraft({ ...draft, [language]: target.value })}
          />
        ))}
        <Field
          label={t('note')}
          maxLength={200}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <QueryFailure error={save.error} />
        {save.data?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" disabled={!changed || !complete || save.isPending}>
            {t('save')}
          </Button>
          <Button disabled={!changed} onClick={() => setDraft({ zh: current.zh, en: current.en })}>
            {t('reset')}
          </Button>
        </div>
      </Form>
      <PromptTrial zh={draft.zh} en={draft.en} />
      {question}
    </div>
  )
}
