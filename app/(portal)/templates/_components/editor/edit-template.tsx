'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { notFoundIfGone } from '@/app/(portal)/_components/not-found-if-gone'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Loading } from '@/app/_ui/states'
import { saveVersion, templateQuery, templatesQuery } from '@/lib/templates/client'
import { TemplateEditor, type EditedTemplate } from './template-editor'

const DRAFT = 'template/edit'

/** The editor with the version in use; a published template is submitted, one's own is saved. */
export function EditTemplate({ id }: { id: string }) {
  const t = useTranslations('templates.editor')
  const portal = useTranslations('portal')
  const router = useRouter()
  const queries = useQueryClient()
  const { data, error } = useQuery({ ...templateQuery(id), staleTime: Infinity })
  const former = useFormerDraft(DRAFT)
  const save = useMutation({
    mutationFn: ({ definition, note, base }: EditedTemplate) => saveVersion(id, { definition, note, base }),
    onSuccess: async ({ state }) => {
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
      if (state === 'applied') router.push(`/templates/${id}`)
    },
  })
  notFoundIfGone(error)
  if (error) {
    return (
      <div className="p-4">
        <QueryFailure error={error} />
      </div>
    )
  }
  if (!data || former === undefined) return <Loading label={portal('loading')} />
  return (
    <TemplateEditor
      draftId={DRAFT}
      former={former}
      title={t('editTitle', { name: data.template.name })}
      initial={{ templateId: id, base: data.template.current, definition: data.definition }}
      saveLabel={t(data.template.rights.change ? 'save' : 'submit')}
      saving={save.isPending}
      error={save.error}
      notice={save.data?.state === 'pending' ? t('pending') : null}
      onSave={(edited) => save.mutateAsync(edited)}
    />
  )
}
