'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { systemPromptsQuery } from '@/lib/instructions/client'
import { PROMPT_DRAFT, PromptEditor } from './prompt-editor'
import { PromptVersions } from './prompt-versions'

/** The instructions in force with an editor, a preview on fixed cases, and all former versions. */
export function SystemPromptView() {
  const t = useTranslations('systemPrompt')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(systemPromptsQuery)
  const former = useFormerDraft(PROMPT_DRAFT)
  const current = data?.versions[0]
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending || former === undefined ? <Loading label={portal('loading')} /> : null}
      {data && current && former !== undefined ? (
        <>
          <PromptEditor current={current} former={former} />
          <PromptVersions versions={data.versions} current={current} />
        </>
      ) : null}
    </div>
  )
}
