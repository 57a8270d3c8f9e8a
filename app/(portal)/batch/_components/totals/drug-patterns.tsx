'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Segments } from '@/app/_ui/segments'
import type { CountedSet, Totals } from '@/lib/documents/totals/contract'
import { BarTable } from './bar-table'
import { PairMatrix } from './pair-matrix'

type By = 'drug' | 'group'

const setRow = ({ names, documents }: CountedSet) => ({
  key: names.join('\0'),
  name: names.join(' + '),
  documents,
})

/** How drugs are used: each by itself with its dose, and what is prescribed with what, by drug or by pharmacological group. */
export function DrugPatterns({ totals }: { totals: Totals }) {
  const t = useTranslations('batch.totals')
  const [by, setBy] = useState<By>('drug')
  const { documents, drugs, groups } = totals
  const together = by === 'drug' ? totals.byDrug : totals.byGroup
  const single = by === 'drug' ? drugs : groups
  const drugRows = drugs.rows.map(({ key, name, documents: count, usages }) => ({
    key,
    documents: count,
    name: (
      <>
        {name}
        {usages.length > 0 ? (
          <span className="text-muted block text-xs">
            {usages
              .map((usage) => t('usage', { text: usage.text, count: usage.documents }))
              .join(t('separator'))}
          </span>
        ) : null}
      </>
    ),
  }))
  return (
    <section aria-labelledby="drug-patterns" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="drug-patterns" className="text-lg font-semibold">
          {t('patterns')}
        </h2>
        <Segments
          label={t('by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'drug', label: t('byDrug') },
            { value: 'group', label: t('byGroup') },
          ]}
        />
      </div>
      <BarTable
        caption={t(by === 'drug' ? 'drugs' : 'groups')}
        head={t(by === 'drug' ? 'drugs' : 'groups')}
        rows={by === 'drug' ? drugRows : groups.rows}
        more={single.more}
        of={documents}
        empty={t('noDrugs')}
      />
      <h3 className="font-semibold">{t('together')}</h3>
      <PairMatrix members={single.rows} pairs={together.sets[0]?.rows ?? []} />
      <div className="grid gap-3 xl:grid-cols-2">
        {together.sets.map(({ size, rows, more }) => (
          <div key={size} className="flex min-w-0 flex-col gap-1">
            <h4 className="text-sm font-medium">{t(`setsOf.${size}`)}</h4>
            <BarTable
              caption={t(`setsOf.${size}`)}
              head={t('members')}
              rows={rows.map(setRow)}
              more={more}
              of={documents}
              empty={t('noSets')}
            />
          </div>
        ))}
        <div className="flex min-w-0 flex-col gap-1">
          <h4 className="text-sm font-medium">{t('regimens')}</h4>
          <BarTable
            caption={t('regimens')}
            head={t('members')}
            rows={together.regimens.rows.map(setRow)}
            more={together.regimens.more}
            of={documents}
            empty={t('noSets')}
          />
        </div>
      </div>
    </section>
  )
}
