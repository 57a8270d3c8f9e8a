'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useSettled } from '@/app/(portal)/consult/_components/use-settled'
import { previewTemplate } from '@/lib/templates/client'
import { renderTemplate } from '@/lib/templates/pure/render-template'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import type { TemplateValues } from '@/lib/templates/pure/values'

const SETTLE_MS = 400

interface PromptPreviewProps {
  definition: TemplateDefinition
  values: TemplateValues
  /** False while the template cannot be rendered. */
  sound: boolean
  /** Shows the instructions before the question too. */
  withSystem?: boolean
}

/** The question as the model will get it, with its tokens counted by the model's own tokeniser. */
export function PromptPreview({ definition, values, sound, withSystem = false }: PromptPreviewProps) {
  const t = useTranslations('templates.preview')
  const [settledDefinition, settledValues] = [
    useSettled(definition, SETTLE_MS),
    useSettled(values, SETTLE_MS),
  ]
  const { data } = useQuery({
    queryKey: ['template-preview', settledDefinition, settledValues],
    queryFn: ({ signal }) =>
      previewTemplate({ definition: settledDefinition, values: settledValues }, signal),
    enabled: sound,
    // What was filled in is patient text: nothing of it stays once it is not shown.
    gcTime: 0,
    placeholderData: (before) => before,
  })
  const tokens = data?.tokens
  const question = sound ? renderTemplate(definition, values) : ''
  return (
    <section aria-label={t('label')} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="text-sm font-semibold">{t('label')}</h3>
        <p
          role="status"
          className={clsx('text-xs', tokens && tokens.over > 0 ? 'text-danger font-medium' : 'text-muted')}
        >
          {!sound
            ? t('unsound')
            : tokens
              ? t(tokens.over > 0 ? 'over' : 'tokens', {
                  prompt: tokens.prompt,
                  reserved: tokens.reserved,
                  limit: tokens.contextLimit,
                  over: tokens.over,
                })
              : t(data ? 'noModel' : 'counting')}
        </p>
      </div>
      {withSystem && data ? (
        <details>
          <summary className="text-muted text-xs">{t('system')}</summary>
          <pre
            lang={definition.language}
            className="border-line bg-surface mt-1 rounded border p-2 text-xs whitespace-pre-wrap"
          >
            {data.system}
          </pre>
        </details>
      ) : null}
      <pre
        lang={definition.language}
        className="border-line bg-surface max-h-[50vh] min-h-24 overflow-auto rounded border p-2 font-sans text-sm whitespace-pre-wrap"
      >
        {question}
      </pre>
    </section>
  )
}
