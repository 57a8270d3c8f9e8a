'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/app/_ui/checkbox'
import { useLangOf } from '@/app/_ui/use-lang-of'
import type { Place } from '@/lib/library/client'

interface Group {
  key: string
  kind: Place['kind']
  text: string
  places: readonly Place[]
}

/** The same words are one line, however often they stand there. */
function groupsOf(places: readonly Place[]): Group[] {
  const groups = Map.groupBy(places, ({ kind, text }) => `${kind} ${text}`)
  return [...groups].flatMap(([key, all]) => {
    const [first] = all
    return first ? [{ key, kind: first.kind, text: first.text, places: all }] : []
  })
}

function PlaceWords({ group: { kind, text, places } }: { group: Group }) {
  const t = useTranslations('library')
  const langOf = useLangOf()
  const pages = [...new Set(places.flatMap(({ page }) => page ?? []))].slice(0, 5)
  const where = pages.map((page) => t('page', { page })).join(' · ')
  return (
    <>
      <span lang={langOf(text)}>{text}</span>{' '}
      <span className="text-muted text-xs">
        {[t(`kinds.${kind}`), places.length > 1 ? t('times', { count: places.length }) : '', where]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </>
  )
}

/** What a document tells of a patient, for whom it is refused. */
export function PatientPlaces({ places }: { places: readonly Place[] }) {
  return (
    <ul className="list-disc pl-5 text-sm">
      {groupsOf(places).map((group) => (
        <li key={group.key}>
          <PlaceWords group={group} />
        </li>
      ))}
    </ul>
  )
}

interface TickListProps {
  places: readonly Place[]
  /** Hears how many places are ticked. */
  onTicked: (count: number) => void
}

/** Authors, institutions, addresses and days of a document, each to be ticked by whoever vouches for it. */
export function TickList({ places, onTicked }: TickListProps) {
  const t = useTranslations('library')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const groups = groupsOf(places)
  const count = (keys: ReadonlySet<string>) =>
    groups.reduce((sum, { key, places: all }) => sum + (keys.has(key) ? all.length : 0), 0)
  const tick = (key: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(key)
    else next.delete(key)
    setTicked(next)
    onTicked(count(next))
  }
  if (places.length === 0) return null
  return (
    <fieldset className="border-line rounded border p-3">
      <legend className="px-1 font-semibold">{t('listed')}</legend>
      <p className="text-muted mb-2 text-sm">{t('listedText')}</p>
      <div className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        {groups.map((group) => (
          <Checkbox key={group.key} checked={ticked.has(group.key)} onChange={(on) => tick(group.key, on)}>
            <PlaceWords group={group} />
          </Checkbox>
        ))}
      </div>
      <p role="status" className="text-muted mt-2 text-sm">
        {t('ticked', { done: count(ticked), count: places.length })}
      </p>
    </fieldset>
  )
}
