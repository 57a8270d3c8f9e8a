'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { Loading } from '@/app/_ui/states'
import { toLocale } from '@/lib/shared/locale'
import { createTemplate, templatesQuery } from '@/lib/templates/client'
import { definitionSchema } from '@/lib/templates/pure/definition'
import { TemplateEditor } from './template-editor'

const DRAFT = 'template/new'

/** The editor with an empty template. */
export function NewTemplate() {
  const t = useTranslations('templates.editor')
  const portal = useTranslations('portal')
  const language = toLocale(useLocale())
  const router = useRouter()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: createTemplate,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
      router.push(`/templates/${id}`)
    },
  })
  const former = useFormerDraft(DRAFT)
  if (former === undefined) return <Loading label={portal('loading')} />
  const empty = definitionSchema.parse({ name: t('newTitle'), language, body: '' })
  return (
    <TemplateEditor
      draftId={DRAFT}
      former={former}
      title={t('newTitle')}
      initial={{ templateId: null, base: 0, definition: { ...empty, name: '' } }}
      saveLabel={t('save')}
      saving={create.isPending}
      error={create.error}
      notice={null}
      onSave={({ definition, note }) => create.mutateAsync({ definition, note })}
    />
  )
}
