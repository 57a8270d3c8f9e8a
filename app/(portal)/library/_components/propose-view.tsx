'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { documentQuery, previewDocument } from '@/lib/library/client'
import { DocumentPreview } from './document-preview'
import { PROPOSE_DRAFT, ProposeForm } from './propose-form'
import { PatientPlaces } from './tick-list'

const ACCEPT = '.pdf,.docx,.md,.markdown,.html,.htm,.txt'

/** A document is chosen, read and looked at, then proposed; nothing is kept before that. */
export function ProposeView() {
  const t = useTranslations('library')
  const documentId = useSearchParams().get('document')
  const former = useQuery({ ...documentQuery(documentId ?? '', {}), enabled: documentId !== null })
  const typed = useFormerDraft(PROPOSE_DRAFT)
  const [file, setFile] = useState<File | null>(null)
  const preview = useMutation({ mutationFn: previewDocument })
  const choose = (chosen: File | undefined) => {
    setFile(chosen ?? null)
    if (chosen) preview.mutate(chosen)
    else preview.reset()
  }
  const read = preview.data
  const ready = documentId === null || former.data !== undefined
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/library"
      >
        {t('back')}
      </Link>
      <PageHeader
        title={t(documentId === null ? 'newTitle' : 'newEditionTitle')}
        description={t('newDescription')}
      />
      <QueryFailure error={former.error} />
      <label className="flex flex-col items-start gap-1 text-sm">
        <span className="text-muted">{t('file')}</span>
        <input
          type="file"
          accept={ACCEPT}
          className="file:border-line file:bg-panel file:hover:bg-raised file:mr-3 file:rounded file:border file:px-2.5 file:py-1"
          onChange={({ target }) => choose(target.files?.[0])}
        />
      </label>
      <QueryFailure error={preview.error} />
      {preview.isPending ? <Loading label={t('reading')} /> : null}
      {read && read.patient.length > 0 ? (
        <Notice tone="error">
          <p className="font-medium">{t('patient')}</p>
          <p>{t('patientText')}</p>
          <PatientPlaces places={read.patient} />
        </Notice>
      ) : null}
      {read && read.patient.length === 0 && file && ready && typed !== undefined ? (
        <div className="grid gap-6 lg:grid-cols-2">
          <ProposeForm
            key={file.name}
            typed={typed}
            file={file}
            preview={read}
            former={former.data ?? null}
          />
          <DocumentPreview preview={read} />
        </div>
      ) : null}
    </div>
  )
}
