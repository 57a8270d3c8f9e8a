'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { FactList } from '@/app/_ui/fact-list'
import { storageQuery } from '@/lib/library/client'

const MIB = 1024 * 1024
const mib = (bytes: number): string => (bytes / MIB).toFixed(1)

/** How much the library holds, and how much room its originals and its index take. */
export function LibraryPanel() {
  const t = useTranslations('library.storage')
  const { data, error } = useQuery(storageQuery)
  return (
    <section aria-label={t('title')} className="border-line bg-panel flex flex-col gap-3 rounded border p-3">
      <h2 className="font-semibold">{t('title')}</h2>
      <QueryFailure error={error} />
      {data ? (
        <FactList
          facts={[
            [
              t('documents'),
              t('documentsText', {
                documents: data.documents,
                editions: data.editions,
                passages: data.passages,
              }),
            ],
            [
              t('originals'),
              t('originalsText', { files: data.originals.files, mib: mib(data.originals.bytes) }),
            ],
            ...(data.originals.missing > 0 ? [[t('missing'), String(data.originals.missing)] as const] : []),
            ...(data.originals.unused > 0
              ? [
                  [
                    t('unused'),
                    t('unusedText', { files: data.originals.unused, mib: mib(data.originals.unusedBytes) }),
                  ] as const,
                ]
              : []),
            [
              t('index'),
              `${t('indexText', { passages: data.index.passages, mib: mib(data.index.bytes) })} · ${t(
                data.index.upToDate ? 'upToDate' : 'building',
              )}`,
            ],
          ]}
        />
      ) : null}
    </section>
  )
}
