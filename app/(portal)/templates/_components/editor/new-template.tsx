'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { toLocale } from '@/lib/shared/locale'
import { createTemplate, templatesQuery } from '@/lib/templates/client'
import { definitionSchema } from '@/lib/templates/pure/definition'
import { TemplateEditor } from './template-editor'

/** The editor with an empty template. */
export function NewTemplate() {
  const t = useTranslations('templates.editor')
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
  const empty = definitionSchema.parse({ name: t('newTitle'), language, body: '' })
  return (
    <TemplateEditor
      title={t('newTitle')}
      initial={{ ...empty, name: '' }}
      saveLabel={t('save')}
      saving={create.isPending}
      error={create.error}
      notice={null}
      onSave={(definition, note) => create.mutate({ definition, note })}
    />
  )
}
