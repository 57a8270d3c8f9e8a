'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { useLangOf } from '@/app/_ui/use-lang-of'
import type { PreparedMechanism } from '@/lib/clinical/mechanism/contract'
import { PREPARED, preparedGraph } from '@/lib/clinical/mechanism/read-prepared'
import { MechanismPlayer } from './mechanism-player'
import { MECHANISM_DRAFT, OwnText } from './own-text'

function Prepared({ mechanism, language }: { mechanism: PreparedMechanism; language: 'zh' | 'en' }) {
  const t = useTranslations('mechanism')
  const langOf = useLangOf()
  const [graph] = useState(() => preparedGraph(mechanism, language))
  const { sources, edges, scope, title, version } = mechanism
  const numbers = (index: number) =>
    (edges[index]?.sources ?? []).map((id) => sources.findIndex((source) => source.id === id) + 1)
  return (
    <>
      <MechanismPlayer
        graph={graph}
        title={title[language]}
        footer={t('preparedFooter', { version })}
        sources={sources.map(({ citation }) => citation)}
        sourcesOf={numbers}
      />
      <div className="text-muted px-3 pb-3 text-xs">
        <p>{scope[language]}</p>
        <ol aria-label={t('sources')} className="mt-1">
          {sources.map(({ id, citation }, i) => (
            <li key={id}>
              [{i + 1}] <span lang={langOf(citation)}>{citation}</span>
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

/** The prepared mechanisms, and a place to draw one's own text, which comes first where something was typed already. */
export function MechanismView() {
  const portal = useTranslations('portal')
  const former = useFormerDraft(MECHANISM_DRAFT)
  return former === undefined ? <Loading label={portal('loading')} /> : <Mechanisms former={former} />
}

function Mechanisms({ former }: { former: string }) {
  const t = useTranslations('mechanism')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const [chosen, choose] = useState(former === '' ? (PREPARED[0]?.id ?? null) : null)
  const mechanism = PREPARED.find(({ id }) => id === chosen)
  const item = (id: string | null, label: string) => (
    <li key={id ?? 'own'}>
      <button
        type="button"
        aria-current={chosen === id ? 'true' : undefined}
        onClick={() => choose(id)}
        className={clsx(
          'w-full rounded px-2.5 py-1.5 text-left text-sm',
          chosen === id ? 'bg-raised font-medium' : 'hover:bg-raised',
        )}
      >
        {label}
      </button>
    </li>
  )
  return (
    <div className="flex flex-1 flex-col gap-3 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex min-h-0 flex-1 flex-col gap-3 md:flex-row">
        <nav aria-label={t('list')} className="border-line bg-panel rounded border p-2 md:w-52 md:shrink-0">
          <ul className="flex flex-col gap-0.5">
            {PREPARED.map(({ id, title }) => item(id, title[language]))}
            {item(null, t('own.title'))}
          </ul>
        </nav>
        <section className="border-line bg-panel flex min-w-0 flex-1 flex-col rounded border">
          {mechanism ? (
            <Prepared key={mechanism.id} mechanism={mechanism} language={language} />
          ) : (
            <OwnText former={former} />
          )}
        </section>
      </div>
    </div>
  )
}
