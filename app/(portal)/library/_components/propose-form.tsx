'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useDraftParts } from '@/app/(portal)/_components/continuity/use-draft'
import { useKeptForm } from '@/app/(portal)/_components/continuity/use-kept-form'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { LIBRARY, proposeDocument } from '@/lib/library/client'
import type { Preview, ReadDocument } from '@/lib/library/contract'
import { TickList } from './tick-list'
import { useTargets } from './use-targets'

const YEAR = /^(?:19|20)\d{2}$/

/** Where what is said of a document is kept until it is proposed. */
export const PROPOSE_DRAFT = 'document' satisfies DraftPlace

interface About {
  title: string
  publisher: string
  year: string
  departmentId: string
  validFrom: string
  validUntil: string
}

interface ProposeFormProps {
  /** What was typed before and not proposed; empty for nothing. */
  typed: string
  file: File
  preview: Preview
  /** The document that this is a new edition of; null for a new one. */
  former: ReadDocument | null
}

/** What is said of a document, and the places that name somebody, before it waits for another person. */
export function ProposeForm({ typed, file, preview, former }: ProposeFormProps) {
  const t = useTranslations('library')
  const queries = useQueryClient()
  const targets = useTargets()
  const [ticked, setTicked] = useState(0)
  const { parts, write } = useDraftParts<{ file: string; about: About }>(PROPOSE_DRAFT, typed, () => false)
  // A file does not outlive a lock: what was said of it is there again once it is chosen anew.
  const kept = parts?.file === file.name ? parts.about : null
  const leaving = useKeptForm(kept !== null, () => write(null))
  const setAbout = (next: About) => write({ file: file.name, about: next })
  const about = kept ?? {
    title: (former?.edition.title ?? preview.title ?? '').slice(0, 200),
    publisher: former?.edition.publisher ?? '',
    year: '',
    departmentId: '',
    validFrom: '',
    validUntil: '',
  }
  const propose = useMutation({
    mutationFn: () =>
      proposeDocument(file, { ...about, ticked, ...(former ? { documentId: former.id } : {}) }),
    onSuccess: () => {
      write(null)
      return queries.invalidateQueries({ queryKey: LIBRARY })
    },
  })
  const field = (name: keyof typeof about) => ({
    value: about[name],
    onChange: ({ target }: { target: { value: string } }) => setAbout({ ...about, [name]: target.value }),
  })
  const choice = (name: keyof typeof about) => ({
    value: about[name],
    onChange: (value: string) => setAbout({ ...about, [name]: value }),
  })
  const complete =
    about.title.trim() !== '' &&
    about.publisher.trim() !== '' &&
    YEAR.test(about.year) &&
    ticked === preview.listed.length
  if (propose.data) {
    return (
      <Notice tone="success" className="self-start">
        {t('proposed')}{' '}
        <Link className="underline" prefetch={false} href={`/library/${propose.data.documentId}`}>
          {t('open')}
        </Link>
      </Notice>
    )
  }
  return (
    <Form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (complete && !propose.isPending) propose.mutate()
      }}
    >
      {leaving}
      <h2 className="font-semibold">{t('about')}</h2>
      <Field label={t('name')} required maxLength={200} {...field('title')} />
      <Field label={t('publisher')} required maxLength={120} {...field('publisher')} />
      <Field
        label={t('year')}
        required
        inputMode="numeric"
        maxLength={4}
        error={about.year === '' || YEAR.test(about.year) ? null : t('wrongYear')}
        {...field('year')}
      />
      {former ? null : <Select label={t('for')} options={targets} {...choice('departmentId')} />}
      <div className="flex flex-wrap gap-3">
        <DateField label={t('validFrom')} {...choice('validFrom')} />
        <DateField label={t('validUntil')} {...choice('validUntil')} />
      </div>
      <TickList places={preview.listed} onTicked={setTicked} />
      <QueryFailure
        error={propose.error}
        labels={{
          title: t('name'),
          publisher: t('publisher'),
          year: t('year'),
          validFrom: t('validFrom'),
          validUntil: t('validUntil'),
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={!complete || propose.isPending}>
          {t(propose.isPending ? 'proposing' : 'propose')}
        </Button>
        {complete ? null : <span className="text-muted text-sm">{t('fillAll')}</span>}
      </div>
    </Form>
  )
}
