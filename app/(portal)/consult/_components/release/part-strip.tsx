'use client'
import { Check, Circle, PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'

export const partHeadingId = (id: SectionId): string => `section-${id}`

function goToPart(id: SectionId): void {
  const heading = document.getElementById(partHeadingId(id))
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}

const ICONS = { written: Check, writing: PenLine, waiting: Circle } as const

function PartButton({ id, number, turn }: { id: SectionId; number: number; turn: ConversationTurn }) {
  const t = useTranslations('consult')
  const begun = turn.sections.some((part) => part.id === id)
  const last = turn.sections.at(-1)?.id === id
  const state = !begun ? 'waiting' : last && turn.state === 'running' ? 'writing' : 'written'
  const name = t(`answer.${id}`)
  const keys = `Alt+${number}`
  useShortcut({
    keys,
    label: t('release.toPart', { part: name }),
    enabled: begun,
    run: () => goToPart(id),
    typing: true,
  })
  const Icon = ICONS[state]
  return (
    <li>
      <button
        type="button"
        disabled={!begun}
        title={keys}
        onClick={() => goToPart(id)}
        className="hover:bg-raised disabled:text-muted inline-flex min-h-7 items-center gap-1 rounded px-1.5 text-sm disabled:hover:bg-transparent"
      >
        <Icon aria-hidden size={13} className={state === 'written' ? 'text-success' : 'text-muted'} />
        {name}
        <span className="sr-only">{t(`release.${state}`)}</span>
      </button>
    </li>
  )
}

/** The four parts, which stay where they are while the text arrives, each with how far it is. */
export function PartStrip({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('consult.release')
  return (
    <nav aria-label={t('parts')} className="-ml-1.5">
      <ul className="flex flex-wrap">
        {SECTION_IDS.map((id, i) => (
          <PartButton key={id} id={id} number={i + 1} turn={turn} />
        ))}
      </ul>
    </nav>
  )
}
