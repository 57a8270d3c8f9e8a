'use client'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { TextArea } from '@/app/_ui/text-area'
import { checkMedication } from '@/lib/medication/client'
import { DRUG_LINE_MAX, DRUG_LINES_MAX, FACTS_MAX } from '@/lib/medication/contract'
import { CheckedDrugs } from './checked-drugs'
import { ReadPatient } from './read-patient'
import { WarningList } from './warning-list'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Drugs and a few facts in, warnings with their sources out. No model is asked, and nothing is kept. */
export function MedicationView() {
  const t = useTranslations('medication')
  const locale = useLocale() === 'en' ? 'en' : 'zh-CN'
  const [drugs, setDrugs] = useState('')
  const [facts, setFacts] = useState('')
  const lines = linesOf(drugs)
  const check = useMutation({ mutationFn: () => checkMedication({ drugs: lines, facts, locale }) })
  const tooLong = lines.some((line) => line.length > DRUG_LINE_MAX) || lines.length > DRUG_LINES_MAX
  const ready = lines.length > 0 && !tooLong && !check.isPending
  const run = () => {
    if (ready) check.mutate()
  }
  useShortcut({ keys: 'Ctrl+Enter', label: t('check'), typing: true, run })
  const edit = (set: (text: string) => void) => (text: string) => {
    set(text)
    if (check.data) check.reset()
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid min-h-0 gap-4 lg:grid-cols-[minmax(20rem,2fr)_3fr]">
        <Form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            run()
          }}
        >
          <TextArea
            label={t('drugs')}
            hint={t('drugsHint', { most: DRUG_LINES_MAX })}
            error={tooLong ? t('tooLong', { lines: DRUG_LINES_MAX, characters: DRUG_LINE_MAX }) : null}
            placeholder={t('drugsExample')}
            rows={9}
            value={drugs}
            onChange={({ target }) => edit(setDrugs)(target.value)}
          />
          <TextArea
            label={t('facts')}
            hint={t('factsHint')}
            placeholder={t('factsExample')}
            rows={4}
            maxLength={FACTS_MAX}
            value={facts}
            onChange={({ target }) => edit(setFacts)(target.value)}
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
          {check.isPending ? <Loading label={t('checking')} /> : null}
          {check.data ? (
            <>
              <ReadPatient patient={check.data.patient} />
              <CheckedDrugs drugs={check.data.drugs} />
              <WarningList checked={check.data} />
            </>
          ) : null}
          {check.isIdle ? <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState> : null}
        </section>
      </div>
    </div>
  )
}
