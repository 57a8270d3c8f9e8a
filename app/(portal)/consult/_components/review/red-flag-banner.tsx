'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import ruleTable from '@/lib/clinical/red-flags/rules/index.json'
import { acknowledge, noteAcknowledged } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'
import { focusReleaseAfter } from '../release/focus-release'
import { FlagNames, useFlagNames } from './flag-names'
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

/**
 * The red flags by name, as long as the answer is there. What they mean stays open until somebody said that it was read, which
 * is recorded.
 */
export function RedFlagBanner({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('review.flags')
  const format = useFormatter()
  const queries = useQueryClient()
  const [collapsed, setCollapsed] = useState(true)
  const read = useMutation({
    mutationFn: (button: HTMLElement) =>
      acknowledge(turn.runId, 'red_flags').then((acknowledged) => ({ acknowledged, button })),
    onSuccess: ({ acknowledged, button }) => {
      noteAcknowledged(queries, turn.runId, acknowledged)
      focusReleaseAfter(button)
    },
  })
  const { flags, switchedOff } = turn.redFlags
  const names = useFlagNames(flags)
  const readAt = turn.acknowledged.red_flags
  if (flags.length === 0) return <SwitchedOff ids={switchedOff} />
  const open = readAt === null || !collapsed
  return (
    <section
      aria-label={t('label')}
      className="border-danger my-1 flex flex-col gap-1.5 rounded border border-l-8 px-2 py-1 text-sm"
    >
      <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
        <p className="min-w-0 grow basis-full leading-snug @[42rem]:basis-0">
          <FlagNames flags={flags} />
        </p>
        {readAt === null ? (
          <>
            <p role="alert" className="sr-only">
              {names}
            </p>
            <Button
              variant="danger"
              data-release-step
              disabled={read.isPending}
              onClick={({ currentTarget }) => read.mutate(currentTarget)}
            >
              {t('read')}
            </Button>
          </>
        ) : (
          <>
            <span className="text-muted text-xs whitespace-nowrap">
              {t('readAt', { time: format.dateTime(new Date(readAt), { timeStyle: 'short' }) })}
            </span>
            <Button variant="quiet" aria-expanded={open} onClick={() => setCollapsed(open)}>
              {open ? t('hide') : t('show', { count: flags.length })}
            </Button>
          </>
        )}
      </div>
      {open ? (
        <div
          role="group"
          aria-label={t('details')}
          tabIndex={0}
          className="scroll-cue pinned:max-h-[16dvh] sm:pinned:max-h-[22dvh] border-line overflow-y-auto border-t pt-1.5"
        >
          <div className="max-w-[46rem]">
            <RedFlagList flags={flags} />
            <p className="text-muted mt-1 text-xs">{t('notice')}</p>
          </div>
        </div>
      ) : null}
      {read.isError ? <Notice tone="error">{t('failed')}</Notice> : null}
      <SwitchedOff ids={switchedOff} />
    </section>
  )
}
