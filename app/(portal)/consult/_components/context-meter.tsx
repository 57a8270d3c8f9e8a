'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { measureQuery } from '@/lib/consult/client'
import type { QuestionMeasure } from '@/lib/consult/check/contract'
import { toLocale } from '@/lib/shared/locale'
import { useSettled } from './use-settled'

/** How long a pause in typing is before the text is counted. */
const PAUSE_MS = 600
/** A wait for the first word that is worth telling before it begins. */
const SLOW_SECONDS = 5

/** In words: what is left or by how much it is too long, what will be left out and how long reading takes; folded away how that is counted. */
function useSentences({ promptTokens, contextLimit, reservedTokens, ...measure }: QuestionMeasure) {
  const t = useTranslations('context')
  const format = useFormatter()
  const { estimated, tokensOver, droppedTurns, readSeconds } = measure
  const used = promptTokens + reservedTokens
  const numbers = droppedTurns.map((turn) => format.number(turn - 1)).join(t('separator'))
  const shown = [
    ...(tokensOver > 0 ? [t('over', { tokens: tokensOver })] : [t('left', { tokens: contextLimit - used })]),
    ...(droppedTurns.length > 0 ? [t('willDrop', { numbers })] : []),
    ...(readSeconds !== null && readSeconds >= SLOW_SECONDS ? [t('reads', { seconds: readSeconds })] : []),
  ]
  const folded = [
    t('used', { used, limit: contextLimit, prompt: promptTokens, reserved: reservedTokens }),
    ...(estimated ? [t('estimated')] : []),
  ]
  return { shown: shown.join(' '), folded: folded.join(' ') }
}

function Measured({ measure, id }: { measure: QuestionMeasure; id: string }) {
  const t = useTranslations('context')
  const { shown, folded } = useSentences(measure)
  const { promptTokens, reservedTokens, contextLimit, tokensOver } = measure
  return (
    <>
      <meter
        className="w-full"
        aria-label={t('label')}
        aria-describedby={id}
        min={0}
        max={contextLimit}
        high={contextLimit * 0.9}
        value={Math.min(contextLimit, promptTokens + reservedTokens)}
      />
      <details>
        <summary id={id} className={tokensOver > 0 ? 'text-danger' : undefined}>
          {shown}
        </summary>
        <p>{folded}</p>
      </details>
    </>
  )
}

interface ContextMeterProps {
  id: string
  conversationId: string | null
  /** What is typed and not asked yet. */
  text: string
  /** False while an answer is being written: the model counts nothing then that could be asked. */
  enabled: boolean
}

/** How the case and the typed question fit the model's context, counted on the portal's own machine. */
export function ContextMeter({ id, conversationId, text, enabled }: ContextMeterProps) {
  const t = useTranslations('context')
  const locale = toLocale(useLocale())
  const question = useSettled(text, PAUSE_MS)
  const input = { question, locale, ...(conversationId === null ? {} : { conversationId }) }
  const { data, isLoading } = useQuery({ ...measureQuery(input), enabled, placeholderData: keepPreviousData })
  const missing = isLoading ? 'counting' : enabled ? 'none' : 'paused'
  return (
    <div className="text-muted flex min-h-11 shrink-0 flex-col gap-1 text-xs">
      {data ? <Measured measure={data} id={id} /> : <span>{t(missing)}</span>}
    </div>
  )
}
