'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import ruleTable from '@/lib/clinical/red-flags/rules/index.json'
import { acknowledge, noteAcknowledged } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'
import { RedFlagList } from './red-flag-list'

/** Says which rules the hospital does not apply: nothing is hidden silently. */
function SwitchedOff({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('review.flags')
  const locale = toLocale(useLocale())
  const off = ruleTable.rules.filter(({ id }) => ids.includes(id))
  if (off.length === 0) return null
  if (off.length === ruleTable.rules.length) return <Notice tone="warning">{t('allOff')}</Notice>
  const names = off.map(({ name }) => name[locale]).join(locale === 'en' ? ', ' : '、')
  return <p className="text-muted text-xs">{t('off', { count: off.length, names })}</p>
}

/** Stands above the answer. It cannot be collapsed before somebody said that it was read, which is recorded. */
export function RedFlagBanner({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('review.flags')
  const format = useFormatter()
  const locale = toLocale(useLocale())
  const queries = useQueryClient()
  const [collapsed, setCollapsed] = useState(true)
  const read = useMutation({
    mutationFn: () => acknowledge(turn.runId, 'red_flags'),
    onSuccess: (acknowledged) => noteAcknowledged(queries, turn.runId, acknowledged),
  })
  const { flags, switchedOff } = turn.redFlags
  const readAt = turn.acknowledged.red_flags
  if (flags.length === 0) return <SwitchedOff ids={switchedOff} />
  const open = readAt === null || !collapsed
  return (
    <section
      aria-label={t('label')}
      className="border-danger bg-panel flex flex-col gap-2 rounded border-2 border-l-8 px-3 py-2 text-sm"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-danger font-semibold">{t('label')}</h2>
        {readAt === null ? (
          <p role="alert" className="sr-only">
            {flags.map(({ name }) => name[locale]).join(' · ')}
          </p>
        ) : null}
        {readAt === null ? (
          <Button variant="danger" disabled={read.isPending} onClick={() => read.mutate()}>
            {t('read')}
          </Button>
        ) : (
          <span className="flex items-center gap-2">
            <span className="text-muted text-xs">
              {t('readAt', { time: format.dateTime(new Date(readAt), { timeStyle: 'short' }) })}
            </span>
            <Button variant="quiet" aria-expanded={open} onClick={() => setCollapsed(open)}>
              {open ? t('hide') : t('show', { count: flags.length })}
            </Button>
          </span>
        )}
      </div>
      {open ? (
        <>
          <RedFlagList flags={flags} />
          <p className="text-muted text-xs">{t('notice')}</p>
        </>
      ) : null}
      {read.isError ? <Notice tone="error">{t('failed')}</Notice> : null}
      <SwitchedOff ids={switchedOff} />
    </section>
  )
}
