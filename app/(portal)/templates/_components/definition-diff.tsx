'use client'
import { useTranslations } from 'next-intl'
import { DiffLines } from '@/app/(portal)/_components/line-diff'
import { diffDefinitions } from '@/lib/templates/pure/diff-definitions'
import { useDocumentNames } from './use-document-names'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'

/** What differs between two versions, part by part. */
export function DefinitionDiff({ before, after }: { before: TemplateDefinition; after: TemplateDefinition }) {
  const t = useTranslations('templates')
  const told = useDocumentNames([...new Set([...(before.documents ?? []), ...(after.documents ?? [])])])
  const parts = diffDefinitions(before, after).map(({ part, lines }) => ({
    part,
    lines: part === 'documents' ? lines.map((line) => ({ ...line, text: told(line.text).name })) : lines,
  }))
  if (parts.length === 0) return <p className="text-muted text-sm">{t('versions.same')}</p>
  return (
    <div className="flex flex-col gap-3">
      {parts.map(({ part, lines }) => (
        <section key={part} aria-label={t(`part.${part}`)}>
          <h4 className="mb-1 text-sm font-semibold">{t(`part.${part}`)}</h4>
          <DiffLines lines={lines} />
        </section>
      ))}
    </div>
  )
}
