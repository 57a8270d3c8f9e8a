'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useDraftParts, useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { useKeptForm } from '@/app/(portal)/_components/continuity/use-kept-form'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useUndo } from '@/app/(portal)/_components/use-undo'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { changePolicy, policiesQuery } from '@/lib/rights/client'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import type { Policy } from '@/lib/rights/contract'
import { PolicyForm, type TypedPolicy } from './policy-form'

const DRAFT = 'admin/policies' satisfies DraftPlace

/** What was typed in each form and is not saved. */
type Typed = Readonly<Record<string, TypedPolicy | undefined>>
const isBlank = (typed: Typed): boolean => Object.values(typed).every((one) => one === undefined)

/** The announcement is what is changed most, and in a hurry. */
const announcementFirst = (policies: readonly Policy[]) =>
  policies.toSorted((a, b) => Number(b.key === 'notices') - Number(a.key === 'notices'))

interface PoliciesProps {
  policies: readonly Policy[]
  /** What was typed before and not saved; empty for nothing. */
  former: string
}

function Policies({ policies, former }: PoliciesProps) {
  const t = useTranslations('policies')
  const queries = useQueryClient()
  const [offerUndo, undo] = useUndo()
  const { parts, write } = useDraftParts<Typed>(DRAFT, former, isBlank)
  const typed = parts ?? {}
  // What a save that takes its time leaves of it is what stands there by then.
  const latest = useRef(typed)
  useEffect(() => {
    latest.current = typed
  })
  const type = (key: string, next: TypedPolicy | undefined) => {
    latest.current = { ...latest.current, [key]: next }
    write(isBlank(latest.current) ? null : latest.current)
  }
  const dirty = policies.some(
    ({ key, value }) =>
      typed[key] !== undefined && JSON.stringify(typed[key].value) !== JSON.stringify(value),
  )
  const kept = useKeptForm(dirty, () => write(null))
  // The new version counts one more; a change of somebody else in between is refused as stale.
  const takeBack = async ({ key, value, version }: Policy) => {
    await changePolicy(key, { value, version: version + 1 })
    await queries.invalidateQueries({ queryKey: policiesQuery.queryKey })
  }
  const saved = (before: Policy) =>
    offerUndo({ text: t('savedOne', { name: t(`name.${before.key}`) }), undo: () => takeBack(before) })
  return (
    <>
      {kept}
      <div className="sticky top-2 z-10">{undo}</div>
      <nav aria-label={t('index')} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {policies.map(({ key }) => (
          <a
            key={key}
            href={`#policy-${key}`}
            className="text-accent inline-flex min-h-[24px] items-center underline underline-offset-2"
          >
            {t(`name.${key}`)}
          </a>
        ))}
      </nav>
      <div className="gap-4 md:columns-2 xl:columns-3">
        {policies.map((policy) => (
          <PolicyForm
            key={`${policy.key}-${policy.version}`}
            policy={policy}
            typed={typed[policy.key]}
            onType={(next) => type(policy.key, next)}
            onSaved={() => saved(policy)}
          />
        ))}
      </div>
    </>
  )
}

/** Every policy of the installation, each in a form of its own, begun with what was typed before. */
export function PoliciesView() {
  const t = useTranslations('policies')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(policiesQuery)
  const former = useFormerDraft(DRAFT)
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending || former === undefined ? <Loading label={portal('loading')} /> : null}
      {data && former !== undefined ? (
        <Policies policies={announcementFirst(data.policies)} former={former} />
      ) : null}
    </div>
  )
}
