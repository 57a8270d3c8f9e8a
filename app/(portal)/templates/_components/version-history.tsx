'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { GitCompare, History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { restoreVersion, templatesQuery, versionsQuery } from '@/lib/templates/client'
import type { TemplateSummary, TemplateVersionRow } from '@/lib/templates/contract'
import { DefinitionDiff } from './definition-diff'

function useAuthorship() {
  const t = useTranslations('templates.versions')
  const format = useFormatter()
  return ({ createdAt, createdBy, approvedBy }: TemplateVersionRow) =>
    [
      format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' }),
      createdBy ? t('by', { name: createdBy.displayName }) : t('builtIn'),
      ...(approvedBy ? [t('approved', { name: approvedBy.displayName })] : []),
    ].join(' · ')
}

/** Every version with who wrote and who approved it; any of them can be compared with the one in use, and restored. */
export function VersionHistory({ template }: { template: TemplateSummary }) {
  const t = useTranslations('templates.versions')
  const authorship = useAuthorship()
  const queries = useQueryClient()
  const { data, error } = useQuery(versionsQuery(template.id))
  const [compared, compare] = useState<number | null>(null)
  const restore = useMutation({
    mutationFn: (number: number) => restoreVersion(template.id, { number, base: template.current }),
    onSuccess: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  })
  const current = data?.versions.find(({ number }) => number === template.current)
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('title')}</h2>
      <QueryFailure error={error ?? restore.error} />
      {restore.data?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
      <ol className="flex flex-col gap-2">
        {data?.versions.map((version) => (
          <li
            key={version.number}
            className="border-line bg-panel flex flex-col gap-2 rounded border p-2 text-sm"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <span>
                <strong>{t('version', { number: version.number })}</strong>
                {version.number === template.current ? (
                  <span className="text-success"> · {t('current')}</span>
                ) : null}
                {version.note === '' ? null : ` · ${version.note}`}
                <span className="text-muted block text-xs">{authorship(version)}</span>
              </span>
              {version.number === template.current ? null : (
                <span className="flex gap-1">
                  <RowAction
                    icon={GitCompare}
                    aria-expanded={compared === version.number}
                    onClick={() => compare(compared === version.number ? null : version.number)}
                  >
                    {t('compare')}
                  </RowAction>
                  {template.rights.change || template.rights.propose ? (
                    <RowAction
                      icon={History}
                      disabled={restore.isPending}
                      onClick={() => restore.mutate(version.number)}
                    >
                      {t('restore')}
                    </RowAction>
                  ) : null}
                </span>
              )}
            </div>
            {compared === version.number && current ? (
              <>
                <p className="text-muted text-xs">
                  {t('diffOf', { from: version.number, to: current.number })}
                </p>
                <DefinitionDiff before={version.definition} after={current.definition} />
              </>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
