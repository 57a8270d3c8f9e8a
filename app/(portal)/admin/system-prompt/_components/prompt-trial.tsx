'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { previewSystemPrompt, trySystemPrompt } from '@/lib/instructions/client'
import { PROMPT_CASES } from '@/lib/instructions/contract'
import { LOCALES, toLocale } from '@/lib/shared/locale'

/** Lets the model answer a fixed case with the text as it is typed; the result lives on this page only. */
function useTrial() {
  const controller = useRef<AbortController | null>(null)
  const trial = useMutation({
    mutationFn: (input: Parameters<typeof trySystemPrompt>[0]) => {
      controller.current = new AbortController()
      return trySystemPrompt(input, controller.current.signal)
    },
  })
  return { trial, stop: () => controller.current?.abort() }
}

/** What the model would read for a fixed case, its size in tokens, and on demand what it answers. */
export function PromptTrial({ zh, en }: { zh: string; en: string }) {
  const t = useTranslations('systemPrompt.preview')
  const [locale, setLocale] = useState(toLocale(useLocale()))
  const [name, setName] = useState<(typeof PROMPT_CASES)[number]>('chest_pain')
  const text = locale === 'en' ? en : zh
  const input = { text, locale, case: name }
  const { data, error } = useQuery({
    queryKey: ['system-prompt-preview', input],
    queryFn: ({ signal }) => previewSystemPrompt(input, signal),
    enabled: text.trim() !== '',
    placeholderData: (before) => before,
  })
  const { trial, stop } = useTrial()
  const tokens = data?.tokens
  const stopped = trial.error instanceof DOMException
  return (
    <section
      aria-label={t('title')}
      className="border-line bg-panel flex min-w-0 flex-col gap-3 rounded border p-3"
    >
      <div>
        <h2 className="font-semibold">{t('title')}</h2>
        <p className="text-muted text-xs">{t('text')}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('case')}
          value={name}
          options={PROMPT_CASES.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => setName(value as typeof name)}
        />
        <Select
          label={t('language')}
          value={locale}
          options={LOCALES.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => setLocale(toLocale(value))}
        />
        {trial.isPending ? (
          <Button variant="danger" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <Button disabled={text.trim() === '' || !tokens} onClick={() => trial.mutate(input)}>
            {t('try')}
          </Button>
        )}
      </div>
      <QueryFailure error={error ?? (stopped ? null : trial.error)} />
      <p role="status" className="text-muted text-sm">
        {trial.isPending
          ? t('trying')
          : tokens
            ? t('tokens', {
                system: tokens.system,
                prompt: tokens.prompt,
                reserved: tokens.reserved,
                limit: tokens.contextLimit,
              })
            : t('noModel')}
      </p>
      {tokens && tokens.over > 0 ? <Notice tone="error">{t('over', { over: tokens.over })}</Notice> : null}
      <div>
        <h3 className="mb-1 text-sm font-semibold">{t('prompt')}</h3>
        <pre
          tabIndex={0}
          className="border-line bg-surface max-h-64 overflow-auto rounded border p-2 font-sans text-sm whitespace-pre-wrap"
        >
          {`${text}\n\n${data?.question ?? ''}`}
        </pre>
        {data ? <p className="text-muted mt-1 text-xs break-all">SHA-256 {data.sha256}</p> : null}
      </div>
      {trial.data ? (
        <div className="flex flex-col gap-2 text-sm">
          <h3 className="font-semibold">{t('result')}</h3>
          <details>
            <summary className="text-muted">{t('thought')}</summary>
            <p className="whitespace-pre-wrap">
              <VisibleText text={trial.data.thought} />
            </p>
          </details>
          {trial.data.sections.map(({ title, text: part }) => (
            <section key={title}>
              <h4 className="text-accent font-medium">{title}</h4>
              <p className="whitespace-pre-wrap">
                <VisibleText text={part} />
              </p>
            </section>
          ))}
        </div>
      ) : null}
    </section>
  )
}
