'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { BlocksView } from '@/app/(portal)/consult/_components/document/blocks-view'
import { PageHeader } from '@/app/_ui/page-header'
import { Segments } from '@/app/_ui/segments'
import type { Guide, GuideId } from '@/lib/help/contract'
import type { Words } from '@/lib/clinical/markdown/tree'

interface HelpViewProps {
  guides: readonly Guide[]
  /** The guides of the reader's roles. */
  own: readonly GuideId[]
}

const words = ({ text }: Words) => text
const anchor = (index: number) => `section-${index + 1}`

/** The sections of a guide, to go to one. */
function Contents({ sections }: Pick<Guide, 'sections'>) {
  const t = useTranslations('help')
  return (
    <nav aria-label={t('contents')} className="lg:sticky lg:top-4 lg:w-56 lg:shrink-0 lg:self-start">
      <p className="text-muted pb-1 text-xs">{t('contents')}</p>
      <ol className="flex flex-wrap gap-x-3 lg:flex-col">
        {sections.map(({ title }, i) => (
          <li key={title}>
            <a href={`#${anchor(i)}`} className="hover:bg-raised inline-block rounded px-1.5 py-1 text-sm">
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The guide of the reader's role, and those of the others. */
export function HelpView({ guides, own }: HelpViewProps) {
  const t = useTranslations('help')
  const [shown, show] = useState(own[0] ?? 'doctor')
  const guide = guides.find(({ id }) => id === shown)
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <Segments
        label={t('for')}
        value={shown}
        options={guides.map(({ id }) => ({ value: id, label: t(`guide.${id}`) }))}
        onChange={show}
      />
      {guide ? (
        <div className="flex flex-col gap-6 lg:flex-row">
          <Contents sections={guide.sections} />
          <article className="border-line bg-panel flex max-w-[44rem] min-w-0 flex-1 flex-col gap-5 rounded-lg border p-5">
            <BlocksView blocks={guide.intro} below={2} words={words} />
            {guide.sections.map(({ title, blocks }, i) => (
              <section key={title} aria-labelledby={anchor(i)} className="flex flex-col gap-2">
                <h2 id={anchor(i)} tabIndex={-1} className="scroll-mt-4 text-lg font-semibold outline-none">
                  {title}
                </h2>
                <BlocksView blocks={blocks} below={2} words={words} />
              </section>
            ))}
          </article>
        </div>
      ) : null}
    </div>
  )
}
