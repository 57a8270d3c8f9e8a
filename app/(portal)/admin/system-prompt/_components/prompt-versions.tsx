'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { GitCompare, History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { LineDiff } from '@/app/(portal)/_components/line-diff'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { MixedText } from '@/app/_ui/mixed-text'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { changeSystemPrompt } from '@/lib/rights/client'
import { systemPromptsQuery } from '@/lib/instructions/client'
import type { SystemPromptVersion } from '@/lib/instructions/contract'

interface PromptVersionsProps {
  versions: readonly SystemPromptVersion[]
  current: SystemPromptVersion
}

/** Every version with who made it; any of them can be compared with the one in force, and brought back. */
export function PromptVersions({ versions, current }: PromptVersionsProps) {
  const t = useTranslations('systemPrompt')
  const format = useFormatter()
  const langOf = useLangOf()
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const [compared, compare] = useState<number | null>(null)
  const restore = useMutation({
    mutationFn: ({ zh, en, version }: SystemPromptVersion) =>
      changeSystemPrompt({ zh, en, note: t('versions.restoreNote', { version }), base: current.number }),
    onSuccess: () => queries.invalidateQueries({ queryKey: systemPromptsQuery.queryKey }),
  })
  const author = ({ createdBy, createdAt }: SystemPromptVersion) =>
    createdAt === null
      ? t('versions.builtIn')
      : t('versions.by', {
          name: createdBy?.displayName ?? '—',
          at: format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' }),
        })
  return (
    <section aria-label={t('versions.title')} className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('versions.title')}</h2>
      <QueryFailure error={restore.error} />
      {restore.data?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
      <ol className="flex flex-col gap-2">
        {versions.map((version) => (
          <li
            key={version.number}
            className="border-line bg-panel flex flex-col gap-2 rounded border p-2 text-sm"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="min-w-0">
                <strong>{version.version}</strong>
                {version.number === current.number ? (
                  <span className="text-success"> · {t('versions.current')}</span>
                ) : null}
                {version.note === '' ? null : <MixedText text={` · ${version.note}`} />}
                <span className="text-muted block text-xs">
                  <MixedText text={author(version)} />
                </span>
                <span className="text-muted block text-xs break-all">
                  {t('versions.hash')} zh {version.sha256.zh.slice(0, 16)}… · en{' '}
                  {version.sha256.en.slice(0, 16)}…
                </span>
              </span>
              {version.number === current.number ? null : (
                <span className="flex gap-1">
                  <RowAction
                    icon={GitCompare}
                    aria-expanded={compared === version.number}
                    onClick={() => compare(compared === version.number ? null : version.number)}
                  >
                    {t('versions.compare')}
                  </RowAction>
                  <RowAction
                    icon={History}
                    disabled={restore.isPending}
                    onClick={() =>
                      ask({
                        text: t('saveConfirm'),
                        action: t('versions.restore'),
                        onYes: () => restore.mutate(version),
                      })
                    }
                  >
                    {t('versions.restore')}
                  </RowAction>
                </span>
              )}
            </div>
            {compared === version.number
              ? (['zh', 'en'] as const).map((language) => (
                  <div key={language}>
                    <h3 className="mb-1 text-sm">{t(language)}</h3>
                    <div lang={langOf(current[language])}>
                      <LineDiff before={version[language]} after={current[language]} />
                    </div>
                  </div>
                ))
              : null}
          </li>
        ))}
      </ol>
      {question}
    </section>
  )
}
