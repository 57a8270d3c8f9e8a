'use client'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useChangePreferences, usePreferences } from '@/app/(portal)/_components/use-preferences'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { Segments } from '@/app/_ui/segments'
import { toast } from '@/app/_ui/toast'
import { changeLocale } from '@/lib/auth/client'
import {
  COPY_FORMS,
  DENSITIES,
  SIGNALS,
  SIZES,
  THEMES,
  type Preferences,
  type PreferencesChange,
} from '@/lib/preferences/contract'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'
import { LOCALES, toLocale } from '@/lib/shared/locale'

const CHOICES = { theme: THEMES, size: SIZES, density: DENSITIES, copyForm: COPY_FORMS, signal: SIGNALS }
type Name = keyof typeof CHOICES
/** Each language is named in itself. */
const LANGUAGE_NAME = { 'zh-CN': '中文', en: 'English' }

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line bg-panel flex flex-col gap-4 rounded-lg border p-4">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

/** What is set, shown at once; a change that could not be kept is taken back. */
function useSettings() {
  const t = useTranslations('settings')
  const kept = usePreferences()
  const keep = useChangePreferences()
  const [draft, setDraft] = useState<PreferencesChange>({})
  const { mutate, error } = useMutation({
    mutationFn: keep,
    onSuccess: () => toast(t('saved')),
    onError: () => setDraft({}),
  })
  const change = (next: PreferencesChange) => {
    setDraft({ ...draft, ...next })
    mutate(next)
  }
  return { set: { ...kept, ...draft } as Preferences, change, error }
}

/** How the person's own screen looks and acts. Each choice is kept as it is made. */
export function SettingsView() {
  const t = useTranslations('settings')
  const locale = toLocale(useLocale())
  const { set, change, error } = useSettings()
  const language = useMutation({
    mutationFn: changeLocale,
    onSuccess: () => window.location.reload(),
  })
  const keep = useChangePreferences()
  const tour = useMutation({
    mutationFn: () => keep({ toured: false }),
    // Where the person begins: it is shown there alone.
    onSuccess: () => window.location.assign('/'),
  })
  const choice = (name: Name) => (
    <Segments
      label={t(`${name}.label`)}
      hint={t(`${name}.hint`)}
      value={set[name]}
      options={CHOICES[name].map((value) => ({ value, label: t(`${name}.${value}`) }))}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={tour.error ?? error ?? language.error} />
      <Group title={t('display')}>
        {choice('size')}
        {choice('theme')}
        {choice('density')}
        <Segments
          label={t('language.label')}
          hint={t('language.hint')}
          value={locale}
          options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAME[value] }))}
          onChange={(value) => language.mutate(value)}
        />
      </Group>
      <Group title={t('answers')}>
        {choice('copyForm')}
        {choice('signal')}
      </Group>
      <div className="flex flex-wrap gap-2">
        <Button disabled={tour.isPending} onClick={() => tour.mutate()}>
          {t('tourAgain')}
        </Button>
        <Button variant="quiet" onClick={() => change({ ...DEFAULT_PREFERENCES, toured: set.toured })}>
          {t('toDefault')}
        </Button>
      </div>
    </div>
  )
}
