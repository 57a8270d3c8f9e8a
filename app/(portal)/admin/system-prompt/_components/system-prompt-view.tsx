'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { systemPromptsQuery } from '@/lib/instructions/client'
import { PromptEditor } from './prompt-editor'
import { PromptVersions } from './prompt-versions'

/** The instructions in force with an editor, a preview on fixed cases, and all former versions. */
export function SystemPromptView() {
  const t = useTranslations('systemPrompt')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(systemPromptsQuery)
  const current = data?.versions[0]
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && current ? (
        <>
          <PromptEditor key={current.number} current={current} />
          <PromptVersions versions={data.versions} current={current} />
        </>
      ) : null}
    </div>
  )
}
