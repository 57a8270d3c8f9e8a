'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button, buttonClass } from '@/app/_ui/button'
import {
  deprecateTemplate,
  duplicateTemplate,
  removeTemplate,
  templatesExportPath,
  templatesQuery,
} from '@/lib/templates/client'
import type { TemplateSummary } from '@/lib/templates/contract'
import { PublishDialog } from './publish-dialog'

/** A link that looks like the buttons beside it. */
const LINK = buttonClass('secondary')

/** What the reader may do with one template. */
export function TemplateActions({ template }: { template: TemplateSummary }) {
  const t = useTranslations('templates')
  const router = useRouter()
  const queries = useQueryClient()
  const { data: list } = useQuery(templatesQuery)
  const [publishing, setPublishing] = useState(false)
  const [ask, question] = useQuestion()
  const refresh = () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
  const { id, name, rights, deprecated } = template
  const copy = useMutation({
    mutationFn: () => duplicateTemplate(id),
    onSuccess: async (made) => {
      await refresh()
      router.push(`/templates/${made.id}/edit`)
    },
  })
  const retire = useMutation({ mutationFn: () => deprecateTemplate(id, !deprecated), onSuccess: refresh })
  const remove = useMutation({
    mutationFn: () => removeTemplate(id),
    onSuccess: async () => {
      router.push('/templates')
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey, exact: true })
    },
  })
  const targets = list?.targets ?? []
  const askToRetire = () =>
    ask({ text: t('deprecateConfirm', { name }), action: t('deprecate'), onYes: () => retire.mutate() })
  const askToRemove = () => {
    const kept = list?.backupsKept ?? null
    const backups = kept === null ? t('removedByHand') : t('removedBackups', { count: kept })
    const text = `${t('removeConfirm', { name })}\n\n${backups}`
    ask({ text, action: t('remove'), onYes: () => remove.mutate() })
  }
  return (
    <>
      <QueryFailure error={copy.error ?? retire.error ?? remove.error} />
      {rights.change || rights.propose ? (
        <Link className={LINK} prefetch={false} href={`/templates/${id}/edit`}>
          {t('edit')}
        </Link>
      ) : null}
      {list?.mayCreate ? (
        <>
          <Button disabled={copy.isPending} onClick={() => copy.mutate()}>
            {t('duplicate')}
          </Button>
          <a className={LINK} href={templatesExportPath([id])} download>
            {t('export')}
          </a>
        </>
      ) : null}
      {rights.change && targets.length > 0 ? (
        <Button onClick={() => setPublishing(true)}>{t('publish')}</Button>
      ) : null}
      {rights.deprecate ? (
        <Button disabled={retire.isPending} onClick={() => (deprecated ? retire.mutate() : askToRetire())}>
          {t(deprecated ? 'reinstate' : 'deprecate')}
        </Button>
      ) : null}
      {rights.remove ? (
        <Button variant="danger" disabled={remove.isPending} onClick={askToRemove}>
          {t('remove')}
        </Button>
      ) : null}
      <PublishDialog id={id} targets={targets} open={publishing} onClose={() => setPublishing(false)} />
      {question}
    </>
  )
}
