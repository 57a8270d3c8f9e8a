'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy, MessageSquareText, Pencil, Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { Checkbox } from '@/app/_ui/checkbox'
import { buttonClass } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { duplicateTemplate, markFavourite, templatesQuery } from '@/lib/templates/client'
import type { TemplateSummary } from '@/lib/templates/contract'

/** Where a template stands, in the reader's language. */
export function ScopeText({
  template,
}: {
  template: Pick<TemplateSummary, 'scope' | 'departmentId' | 'builtIn'>
}) {
  const t = useTranslations('templates')
  const { nameOf } = useDepartments()
  const place = template.scope === 'department' ? nameOf(template.departmentId) : t(`scope.${template.scope}`)
  return template.builtIn ? `${place} · ${t('builtIn')}` : place
}

interface RowProps {
  template: TemplateSummary
  mayCreate: boolean
  mayAsk: boolean
  chosen: boolean
  onChoose: (chosen: boolean) => void
}

function Row({ template, mayCreate, mayAsk, chosen, onChoose }: RowProps) {
  const t = useTranslations('templates')
  const format = useFormatter()
  const router = useRouter()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
  const star = useMutation({
    mutationFn: () => markFavourite(template.id, !template.favourite),
    onSuccess: refresh,
  })
  const copy = useMutation({
    mutationFn: () => duplicateTemplate(template.id),
    onSuccess: async ({ id }) => {
      await refresh()
      router.push(`/templates/${id}/edit`)
    },
  })
  const { name, rights } = template
  return (
    <tr className={template.deprecated ? 'text-muted' : undefined}>
      <td>
        <Checkbox aria-label={t('chooseOne', { name })} checked={chosen} onChange={onChoose} />
      </td>
      <td>
        <button
          type="button"
          aria-pressed={template.favourite}
          aria-label={t(template.favourite ? 'unstar' : 'star', { name })}
          disabled={star.isPending}
          className="-m-1 inline-flex size-[24px] items-center justify-center rounded"
          onClick={() => star.mutate()}
        >
          <Star size={16} className={template.favourite ? 'text-warning fill-current' : 'text-muted'} />
        </button>
      </td>
      <td className="max-w-md min-w-52">
        <Link
          className="text-accent underline"
          prefetch={false}
          href={`/templates/${template.id}`}
          lang={template.language}
        >
          <VisibleText text={name} />
        </Link>
        {template.deprecated ? <span className="text-warning"> · {t('deprecated')}</span> : null}
        <span lang={template.language} className="text-muted block text-xs">
          <VisibleText text={template.description} />
        </span>
        <QueryFailure error={star.error ?? copy.error} />
      </td>
      <td className="whitespace-nowrap">
        <ScopeText template={template} />
      </td>
      <td>
        <span lang={template.language} className="text-xs">
          <VisibleText text={template.tags.join(' · ')} />
        </span>
      </td>
      <td className="text-right">{template.current}</td>
      <td className="text-right">{template.uses}</td>
      <td className="whitespace-nowrap">
        {format.dateTime(new Date(template.updatedAt), { dateStyle: 'short' })}
      </td>
      <td className="whitespace-nowrap">
        {mayAsk && !template.deprecated ? (
          <Link className={buttonClass('row')} prefetch={false} href={`/consult?template=${template.id}`}>
            <MessageSquareText aria-hidden size={14} />
            {t('use')}
          </Link>
        ) : null}
        {rights.change || rights.propose ? (
          <Link className={buttonClass('row')} prefetch={false} href={`/templates/${template.id}/edit`}>
            <Pencil aria-hidden size={14} />
            {t('edit')}
          </Link>
        ) : null}
        {mayCreate ? (
          <RowAction icon={Copy} disabled={copy.isPending} onClick={() => copy.mutate()}>
            {t('copyShort')}
          </RowAction>
        ) : null}
      </td>
    </tr>
  )
}

interface TemplateTableProps {
  templates: readonly TemplateSummary[] | undefined
  error: Error | null
  isPending: boolean
  bar: ReactNode
  usageDays: number
  mayCreate: boolean
  mayAsk: boolean
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}

export function TemplateTable({
  templates,
  usageDays,
  mayCreate,
  mayAsk,
  chosen,
  onChoose,
  ...around
}: TemplateTableProps) {
  const t = useTranslations('templates.column')
  const list = useTranslations('templates')
  const head = [
    <span key="choose" className="sr-only">
      {t('choose')}
    </span>,
    '',
    t('name'),
    t('scope'),
    t('tags'),
    { numbers: t('version') },
    { numbers: t('uses', { days: usageDays }) },
    t('updated'),
    t('actions'),
  ]
  return (
    <DataTable
      caption={list('title')}
      head={head}
      rows={templates}
      row={(template) => (
        <Row
          key={template.id}
          template={template}
          mayCreate={mayCreate}
          mayAsk={mayAsk}
          chosen={chosen.has(template.id)}
          onChoose={(on) => {
            const next = new Set(chosen)
            if (on) next.add(template.id)
            else next.delete(template.id)
            onChoose(next)
          }}
        />
      )}
      empty={list('none')}
      emptyText={<p>{list('noneText')}</p>}
      {...around}
    />
  )
}
