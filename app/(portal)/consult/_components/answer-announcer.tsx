'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ConversationTurn } from '@/lib/consult/contract'
import { stateKey, useStateSentence } from './answer-state'
import { countFaults, countSeverities } from './review/count-findings'

/** Sentences that stay in the log: a speech program reads what is added, not what goes. */
const KEPT = 4

interface Heard {
  runId: string
  state: string
  parts: number
  reviewed: boolean
}

const isReviewed = ({ state, review }: ConversationTurn): boolean =>
  state !== 'running' && review.state === 'done'
const wholeParts = ({ state, sections }: ConversationTurn): number =>
  state === 'running' ? Math.max(0, sections.length - 1) : sections.length
const heardOf = (turn: ConversationTurn): Heard => ({
  runId: turn.runId,
  state: stateKey(turn),
  parts: wholeParts(turn),
  reviewed: isReviewed(turn),
})

/**
 * Tells what becomes of the answer to those who do not see it: its state, each part once it is whole, and what was found once, at the end.
 * Never a piece of text, and nothing of an answer that was there before.
 */
export function AnswerAnnouncer({ turn }: { turn: ConversationTurn | null }) {
  const t = useTranslations('consult')
  const sentence = useStateSentence(turn)
  const heard = useRef<Heard | null>(null)
  const next = useRef(0)
  const [log, setLog] = useState<readonly { id: number; text: string }[]>([])
  const tell = useEffectEvent((now: ConversationTurn) => {
    const before = heard.current
    heard.current = heardOf(now)
    if (before?.runId !== now.runId && now.state !== 'running') return
    const known = before?.runId === now.runId ? before : { state: '', parts: 0, reviewed: false }
    const counts = countSeverities(now.review.findings)
    const count = countFaults(counts)
    const parts = now.sections.slice(known.parts, wholeParts(now))
    const texts = [
      ...parts.map(({ id, text }) =>
        t('announce.part', { part: t(`answer.${id}`), count: Array.from(text).length }),
      ),
      ...(stateKey(now) === known.state ? [] : [sentence]),
      ...(isReviewed(now) && !known.reviewed
        ? [count > 0 ? t('announce.findings', { count, red: counts.red }) : t('announce.none')]
        : []),
    ]
    if (texts.length === 0) return
    const added = texts.map((text) => ({ id: (next.current += 1), text }))
    setLog((kept) => [...kept, ...added].slice(-KEPT))
  })
  useEffect(() => {
    if (turn) tell(turn)
  }, [turn])
  return (
    <div
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={t('answer.label')}
      className="sr-only"
    >
      {log.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
