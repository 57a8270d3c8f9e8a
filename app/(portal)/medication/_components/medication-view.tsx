'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useDraftParts, useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { focusWork } from '@/app/(portal)/_components/focus-work'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { TextArea } from '@/app/_ui/text-area'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { checkQuery } from '@/lib/medication/client'
import { DRUG_LINE_MAX, DRUG_LINES_MAX, FACTS_MAX } from '@/lib/medication/contract'
import { CheckedDrugs } from './checked-drugs'
import { ReadPatient } from './read-patient'
import { WarningList } from './warning-list'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const DRAFT = 'medication' satisfies DraftPlace

interface Typed {
  drugs: string
  facts: string
  /** Whether the result of it is shown. */
  checked: boolean
}
const isBlank = ({ drugs, facts }: Typed): boolean => drugs === '' && facts === ''
const NOTHING: Typed = { drugs: '', facts: '', checked: false }

/** Drugs and a few facts in, warnings with their sources out, which what was typed before begins. No model is asked, and nothing is written. */
export function MedicationView() {
  const portal = useTranslations('portal')
  const former = useFormerDraft(DRAFT)
  return former === undefined ? <Loading label={portal('loading')} /> : <Checking former={former} />
}

function Checking({ former }: { former: string }) {
  const t = useTranslations('medication')
  const locale = useLocale() === 'en' ? 'en' : 'zh-CN'
  const { parts, write } = useDraftParts<Typed>(DRAFT, former, isBlank)
  useEffect(focusWork, [])
  const { drugs, facts, checked } = parts ?? NOTHING
  const lines = linesOf(drugs)
  const check = useQuery({ ...checkQuery({ drugs: lines, facts, locale }), enabled: checked })
  const tooLong = lines.some((line) => line.length > DRUG_LINE_MAX) || lines.length > DRUG_LINES_MAX
  const ready = lines.length > 0 && !tooLong && !check.isFetching
  const run = () => {
    if (!ready) return
    if (checked) void check.refetch()
    else write({ drugs, facts, checked: true })
  }
  useShortcut({ keys: 'Ctrl+Enter', label: t('check'), typing: true, run })
  const edit = (part: Partial<Typed>) => write({ drugs, facts, ...part, checked: false })
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(20rem,2fr)_minmax(0,3fr)]">
        <Form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            run()
          }}
        >
          <TextArea
            data-work
            label={t('drugs')}
            hint={t('drugsHint', { most: DRUG_LINES_MAX })}
            error={tooLong ? t('tooLong', { lines: DRUG_LINES_MAX, characters: DRUG_LINE_MAX }) : null}
            placeholder={t('drugsExample')}
            rows={9}
            value={drugs}
            onChange={({ target }) => edit({ drugs: target.value })}
          />
          <TextArea
            label={t('facts')}
            hint={t('factsHint')}
            placeholder={t('factsExample')}
            rows={4}
            maxLength={FACTS_MAX}
            value={facts}
            onChange={({ target }) => edit({ facts: target.value })}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" disabled={!ready} aria-keyshortcuts="Control+Enter">
              {t('check')}
            </Button>
            <span className="text-muted text-xs">Ctrl+Enter</span>
          </div>
          <p className="text-muted text-xs">{t('promise')}</p>
        </Form>
        <section aria-label={t('result')} aria-live="polite" className="flex flex-col gap-3">
          <QueryFailure error={check.error} />
          {check.isFetching ? <Loading label={t('checking')} /> : null}
          {check.data && !check.isFetching ? (
            <>
              <ReadPatient patient={check.data.patient} />
              <CheckedDrugs drugs={check.data.drugs} />
              <WarningList checked={check.data} />
            </>
          ) : null}
          {checked ? null : <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>}
        </section>
      </div>
    </div>
  )
}
