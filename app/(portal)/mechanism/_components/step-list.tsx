'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { MechanismGraph } from '@/lib/clinical/mechanism/contract'

/** What a step says in one line: cause, what it does, effect. */
export function useStepLines(graph: MechanismGraph): string[] {
  const t = useTranslations('mechanism')
  const label = new Map(graph.nodes.map((node) => [node.id, node.label]))
  return graph.edges.map(({ from, to, kind }) =>
    t(`line.${kind}`, { cause: label.get(from) ?? '', effect: label.get(to) ?? '' }),
  )
}

interface StepListProps {
  graph: MechanismGraph
  step: number
  onGo: (step: number) => void
  /** Numbers of the sources a step rests on, as shown under the drawing. */
  sourcesOf?: (index: number) => readonly number[]
  /** What stands beside a step, apart from the button that chooses it. */
  besideStep?: (index: number) => ReactNode
}

/** The drawing in words: every step with the words it came from. Choosing one shows the drawing up to it. */
export function StepList({ graph, step, onGo, sourcesOf, besideStep }: StepListProps) {
  const t = useTranslations('mechanism')
  const lines = useStepLines(graph)
  return (
    <ol aria-label={t('steps')} className="flex flex-col gap-0.5 text-sm">
      {graph.edges.map(({ words, origin }, i) => (
        <li key={i}>
          <button
            type="button"
            aria-current={step === i + 1 ? 'step' : undefined}
            onClick={() => onGo(i + 1)}
            className={clsx(
              'hover:bg-raised w-full rounded border-l-2 px-2 py-1 text-left',
              step === i + 1 ? 'border-l-accent bg-raised' : 'border-l-transparent',
              i >= step && 'text-muted',
            )}
          >
            <span className="text-muted mr-1.5 text-xs">{i + 1}</span>
            {lines[i]}
            <span className="text-muted block text-xs">
              {t(sourcesOf ? 'says' : 'words', { words })}
              {sourcesOf?.(i).map((number) => ` [${number}]`)}
              {origin === 'model' ? <span className="text-warning"> · {t('byModel')}</span> : null}
            </span>
          </button>
          {besideStep ? <span className="block pl-2">{besideStep(i)}</span> : null}
        </li>
      ))}
    </ol>
  )
}
