'use client'
import { useTranslations } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { headingLevel } from '@/lib/clinical/markdown/rich-text'
import {
  blockExtent,
  type Block,
  type Cell,
  type Extent,
  type Inline,
  type ListItem,
  type Words,
} from '@/lib/clinical/markdown/tree'

interface BlocksViewProps {
  blocks: readonly Block[]
  /** Level of the heading that the blocks stand under. */
  below: 2 | 3
  /** How words are shown: with marks on the screen, with full names on paper. */
  words: (words: Words) => ReactNode
  /** What stands below a paragraph, heading or table, by where its words stand in the source of the part. */
  after?: ((extent: Extent) => ReactNode) | undefined
}
type Show = Pick<BlocksViewProps, 'below' | 'words' | 'after'>

function Inlines({ children, words }: Pick<Show, 'words'> & { children: readonly Inline[] }) {
  return children.map((child, i) => {
    if (child.type === 'words') return <Fragment key={i}>{words(child)}</Fragment>
    const Tag = child.type === 'strong' ? 'strong' : 'em'
    return (
      <Tag key={i} className={child.type === 'strong' ? 'font-semibold' : 'italic'}>
        <Inlines words={words}>{child.children}</Inlines>
      </Tag>
    )
  })
}

function Items({ ordered, items, ...show }: Show & { ordered: boolean; items: readonly ListItem[] }) {
  const rows = items.map(({ number, children }, i) => (
    <li key={i} value={ordered ? number : undefined} className="pl-0.5">
      <BlocksView blocks={children} {...show} />
    </li>
  ))
  return ordered ? (
    <ol className="ml-6 list-decimal space-y-0.5">{rows}</ol>
  ) : (
    <ul className="ml-5 list-disc space-y-0.5">{rows}</ul>
  )
}

/** A wide table scrolls inside its part; on paper it is as wide as the page. */
function Table({ rows, words }: Pick<Show, 'words'> & { rows: readonly Cell[][] }) {
  const t = useTranslations('consult.document')
  const [head = [], ...body] = rows
  const cell = 'border-line border px-2 py-1 align-top print:border-black'
  return (
    <div
      role="group"
      aria-label={t('table')}
      tabIndex={0}
      className="my-1 overflow-x-auto print:overflow-visible"
    >
      <table className="w-full border-collapse text-left text-sm [overflow-wrap:break-word] print:text-[0.85em] print:[overflow-wrap:anywhere]">
        <thead className="bg-raised print:bg-transparent">
          <tr>
            {head.map((content, i) => (
              <th key={i} scope="col" className={`${cell} min-w-16 font-semibold`}>
                <Inlines words={words}>{content}</Inlines>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={i} className="break-inside-avoid">
              {row.map((content, n) => (
                <td key={n} className={`${cell} min-w-24 print:min-w-0`}>
                  <Inlines words={words}>{content}</Inlines>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BareBlock({ block, below, words, after }: Show & { block: Block }) {
  switch (block.type) {
    case 'table':
      return <Table rows={block.rows} words={words} />
    case 'list':
      return <Items ordered={block.ordered} items={block.items} below={below} words={words} after={after} />
    case 'quote':
      return (
        <blockquote className="border-line border-l-4 pl-3 print:border-black">
          <BlocksView blocks={block.children} below={below} words={words} after={after} />
        </blockquote>
      )
    case 'heading': {
      const Tag = `h${headingLevel(block.level, below) as 3 | 4 | 5 | 6}` as const
      return (
        <Tag className="break-after-avoid pt-1 font-semibold">
          <Inlines words={words}>{block.children}</Inlines>
        </Tag>
      )
    }
    case 'paragraph':
      return (
        <p className="whitespace-pre-wrap">
          <Inlines words={words}>{block.children}</Inlines>
        </p>
      )
  }
}

function BlockView({ block, ...show }: Show & { block: Block }) {
  return (
    <>
      <BareBlock block={block} {...show} />
      {/* A list has its notes within its items, a quotation within itself. */}
      {block.type === 'list' || block.type === 'quote' ? null : show.after?.(blockExtent(block))}
    </>
  )
}

/** The blocks of a part as elements of our own; nothing of it is ever read as HTML. */
export function BlocksView({ blocks, ...show }: BlocksViewProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2 leading-[1.7] [overflow-wrap:anywhere] print:gap-1.5 print:leading-normal">
      {blocks.map((block, i) => (
        <BlockView key={i} block={block} {...show} />
      ))}
    </div>
  )
}
