'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { buttonClass } from '@/app/_ui/button'
import { FactList } from '@/app/_ui/fact-list'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { documentQuery, originalAddress } from '@/lib/library/client'
import type { Edition, ReadDocument } from '@/lib/library/contract'
import { DecidePanel } from './decide-panel'
import { EditionTable } from './edition-table'
import { PassageList } from './passage-list'
import { PdfPage } from './pdf/pdf-page'
import { useValidity } from './use-validity'

/** A link that looks like the buttons beside it. */
const LINK = buttonClass('secondary')
const MIB = 1024 * 1024

function Facts({ edition }: { edition: Edition }) {
  const t = useTranslations('library')
  const { nameOf } = useDepartments()
  const validity = useValidity()
  const size = [
    t(`formats.${edition.format}`),
    ...(edition.pages === null ? [] : [t('pagesCount', { count: edition.pages })]),
    t('passagesCount', { count: edition.passages }),
    edition.bytes < MIB
      ? t('kib', { value: Math.ceil(edition.bytes / 1024) })
      : t('mib', { value: (edition.bytes / MIB).toFixed(1) }),
  ]
  return (
    <FactList
      facts={[
        [t('publisher'), edition.publisher],
        [t('year'), String(edition.year)],
        [t('for'), edition.departmentId === null ? t('hospital') : nameOf(edition.departmentId)],
        [t('validity'), validity(edition)],
        ...(edition.origin === null ? [] : [[t('origin'), edition.origin] as const]),
        [t('file'), size.join(' · ')],
        [t('hash'), edition.sha256],
      ]}
    />
  )
}

/** Where in the document the address points; a turn of the page moves on from there. */
function usePlace() {
  const address = useSearchParams()
  const edition = address.get('edition') ?? undefined
  const passage = Number(address.get('passage')) || undefined
  const [turned, setTurned] = useState<{ of: string; page: number } | null>(null)
  const of = address.toString()
  const page = turned?.of === of ? turned.page : undefined
  return {
    place: { edition, ...(page === undefined ? { passage } : { page }) },
    wanted: passage ?? null,
    turnTo: (to: number) => setTurned({ of, page: to }),
  }
}

/** Page and text of the passage that was asked for, where it has a page. */
function printedPlace(passages: ReadDocument['passages'], wanted: number | null) {
  const passage = passages.find(({ id }) => id === wanted)
  return passage && passage.page !== null ? { page: passage.page, text: passage.text } : null
}

/** One document: its editions, what may be decided, and the text of one edition. */
export function DocumentView({ id }: { id: string }) {
  const t = useTranslations('library')
  const portal = useTranslations('portal')
  const { place, wanted, turnTo } = usePlace()
  const { data, error, isPending } = useQuery(documentQuery(id, place))
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/library"
      >
        {t('back')}
      </Link>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <>
          <PageHeader title={data.edition.title} description={data.edition.publisher}>
            {data.edition.state === 'rejected' ? null : (
              <a className={LINK} href={originalAddress(data.edition.id)} download>
                {t('download')}
              </a>
            )}
            {data.proposes ? (
              <Link className={LINK} prefetch={false} href={`/library/new?document=${id}`}>
                {t('newEdition')}
              </Link>
            ) : null}
          </PageHeader>
          {data.edition.example ? <Notice tone="warning">{t('exampleText')}</Notice> : null}
          {data.edition.expired ? <Notice tone="warning">{t('expired')}</Notice> : null}
          {data.edition.own && data.edition.state === 'proposed' ? (
            <Notice tone="info">{t('ownProposal')}</Notice>
          ) : null}
          <Facts edition={data.edition} />
          <DecidePanel key={data.edition.id} edition={data.edition} listed={data.listed} />
          <EditionTable documentId={id} editions={data.editions} shown={data.edition.id} />
          {data.edition.format === 'pdf' && data.edition.pages !== null ? (
            <PdfPage
              key={data.edition.id}
              editionId={data.edition.id}
              pages={data.edition.pages}
              passage={printedPlace(data.passages, wanted)}
            />
          ) : null}
          <PassageList document={data} wanted={wanted} onPage={turnTo} />
        </>
      ) : null}
    </div>
  )
}
