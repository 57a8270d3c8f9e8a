'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { importBundle } from '@/lib/library/bundles/client'
import { BUNDLE_BYTES_MAX, BUNDLE_ENDING, type Imported, type Site } from '@/lib/library/bundles/contract'
import { LIBRARY } from '@/lib/library/client'
import { useTargets } from '../use-targets'

const MIB = 1024 * 1024

/** What became of each document of a bundle. */
function Outcomes({ site, documents }: { site: string; documents: readonly Imported[] }) {
  const t = useTranslations('bundles')
  const library = useTranslations('library')
  const proposed = documents.filter(({ documentId }) => documentId !== null).length
  return (
    <>
      <Notice tone={proposed === documents.length ? 'success' : 'warning'}>
        {t('imported', { site, proposed, count: documents.length })}
      </Notice>
      <Table
        caption={t('outcomes')}
        head={[library('name'), library('publisher'), library('year'), t('outcome')]}
      >
        {documents.map(({ title, publisher, year, documentId, outcome, reason, asThere }, i) => (
          <tr key={i}>
            <td>
              {documentId === null ? (
                title
              ) : (
                <Link prefetch={false} href={`/library/${documentId}`} className="text-accent underline">
                  {title}
                </Link>
              )}
            </td>
            <td>{publisher}</td>
            <td>{year}</td>
            <td>
              {t(`outcomes_${outcome}`)}
              {reason === null ? null : <span className="text-danger block text-sm">{reason}</span>}
              {asThere ? null : <span className="text-muted block text-xs">{t('cutAnew')}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </>
  )
}

/** Takes a bundle in: its documents become proposals, for another person to approve. */
export function ImportPanel({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations('bundles')
  const library = useTranslations('library')
  const targets = useTargets()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [departmentId, setDepartmentId] = useState('')
  const take = useMutation({
    mutationFn: (bundle: File) => importBundle(bundle, departmentId),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIBRARY }),
  })
  const tooLarge = file !== null && file.size > BUNDLE_BYTES_MAX
  return (
    <section aria-label={t('import')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('import')}</h2>
      <p className="text-muted max-w-4xl text-sm">{t('importText')}</p>
      {sites.length === 0 ? <Notice tone="info">{t('noSites')}</Notice> : null}
      <Form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (file && !tooLarge && !take.isPending) take.mutate(file)
        }}
      >
        <label className="flex max-w-full flex-col items-start gap-1 text-sm">
          <span className="text-muted">{t('file')}</span>
          <input
            type="file"
            accept={`.${BUNDLE_ENDING}`}
            className="file:border-line file:bg-panel file:hover:bg-raised max-w-full file:mr-3 file:rounded file:border file:px-2.5 file:py-1"
            onChange={({ target }) => {
              setFile(target.files?.[0] ?? null)
              take.reset()
            }}
          />
        </label>
        <Select
          label={library('for')}
          options={targets}
          value={departmentId}
          onChange={setDepartmentId}
        />
        <Button type="submit" variant="primary" disabled={!file || tooLarge || take.isPending}>
          {t('take')}
        </Button>
      </Form>
      {tooLarge ? <Notice tone="error">{t('tooLarge', { mib: BUNDLE_BYTES_MAX / MIB })}</Notice> : null}
      <QueryFailure error={take.error} />
      {take.isPending ? <Loading label={t('taking')} /> : null}
      {take.data ? <Outcomes {...take.data} /> : null}
    </section>
  )
}
