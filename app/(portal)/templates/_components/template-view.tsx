'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { notFoundIfGone } from '@/app/(portal)/_components/not-found-if-gone'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PromptPreview } from '@/app/(portal)/_components/template-form/prompt-preview'
import { TemplateForm } from '@/app/(portal)/_components/template-form/template-form'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { templateQuery } from '@/lib/templates/client'
import { BUDGET_PARTS, type TemplateDefinition } from '@/lib/templates/pure/definition'
import { type TemplateValues } from '@/lib/templates/pure/values'
import { TemplateActions } from './template-actions'
import { useDocumentNames } from './use-document-names'
import { ScopeText } from './template-table'
import { VersionHistory } from './version-history'

function Facts({ definition }: { definition: TemplateDefinition }) {
  const t = useTranslations('templates')
  const budgets = BUDGET_PARTS.flatMap((part) =>
    definition.budgets[part] === null ? [] : [`${t(`editor.${part}`)} ${definition.budgets[part]}`],
  )
  const { documents = [] } = definition
  const told = useDocumentNames(documents)
  const langOf = useLangOf()
  const facts = [
    [t('tag'), definition.tags.join(' · ')],
    [t('source'), definition.source],
    [t('addendum'), definition.addendum],
    [t('budgets'), budgets.join(' · ')],
    [t('documents.label'), documents.map((id) => told(id).name).join('\n')],
  ] as const
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
      {facts
        .filter(([, text]) => text !== '')
        .map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd lang={langOf(text)} className="max-w-3xl whitespace-pre-wrap">
              <VisibleText text={text} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** One template: what it is, a form to try it, the question it gives, and its versions. */
export function TemplateView({ id }: { id: string }) {
  const t = useTranslations('templates')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(templateQuery(id))
  const [values, setValues] = useState<TemplateValues>({})
  notFoundIfGone(error)
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/templates"
      >
        {t('back')}
      </Link>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <>
          <PageHeader title={data.template.name} description={data.template.description}>
            <TemplateActions template={data.template} />
          </PageHeader>
          <p className="text-muted text-sm">
            <ScopeText template={data.template} /> ·{' '}
            {t('versions.version', { number: data.template.current })} ·{' '}
            {t('fieldCount', { count: data.template.fields })}
            {data.template.deprecated ? <strong className="text-warning"> · {t('deprecated')}</strong> : null}
          </p>
          <Facts definition={data.definition} />
          <div className="grid gap-6 lg:grid-cols-2">
            <section
              aria-label={t('preview.try')}
              className="border-line bg-panel flex flex-col gap-3 rounded border p-3"
            >
              <h2 className="font-semibold">{t('preview.try')}</h2>
              <div lang={data.definition.language}>
                <TemplateForm
                  definition={data.definition}
                  values={values}
                  onChange={setValues}
                  problems={[]}
                />
              </div>
            </section>
            <div className="flex min-w-0 flex-col gap-6">
              <PromptPreview definition={data.definition} values={values} sound withSystem />
              <VersionHistory template={data.template} />
            </div>
          </div>
        </>
      ) : null}
    </div>
  )
}
