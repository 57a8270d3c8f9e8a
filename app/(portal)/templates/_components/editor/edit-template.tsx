'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { notFoundIfGone } from '@/app/(portal)/_components/not-found-if-gone'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Loading } from '@/app/_ui/states'
import { saveVersion, templateQuery, templatesQuery } from '@/lib/templates/client'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import { TemplateEditor } from './template-editor'

/** The editor with the version in use; a published template is submitted, one's own is saved. */
export function EditTemplate({ id }: { id: string }) {
  const t = useTranslations('templates.editor')
  const portal = useTranslations('portal')
  const router = useRouter()
  const queries = useQueryClient()
  const { data, error } = useQuery({ ...templateQuery(id), staleTime: Infinity })
  const save = useMutation({
    mutationFn: ({ definition, note }: { definition: TemplateDefinition; note: string }) =>
      saveVersion(id, { definition, note, base: data?.template.current ?? 1 }),
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
  if (!data) return <Loading label={portal('loading')} />
  return (
    <TemplateEditor
      title={t('editTitle', { name: data.template.name })}
      initial={data.definition}
      saveLabel={t(data.template.rights.change ? 'save' : 'submit')}
      saving={save.isPending}
      error={save.error}
      notice={save.data?.state === 'pending' ? t('pending') : null}
      onSave={(definition, note) => save.mutate({ definition, note })}
    />
  )
}
