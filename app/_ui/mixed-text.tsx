import { useLocale } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { toLocale } from '@/lib/shared/locale'
import { foreignLanguage, splitForeign } from '@/lib/shared/text-language'

interface MixedTextProps {
  text: string
  /** How a piece is shown, where it is more than its words. */
  children?: (piece: string) => ReactNode
}

/** A line of the page in which words of another language stand, such as a person's name: each of these says which it is. */
export function MixedText({ text, children: shown = (piece) => piece }: MixedTextProps) {
  const page = toLocale(useLocale())
  return splitForeign(text, page).map((piece, i) => {
    const lang = i % 2 === 1 || page === 'zh-CN' ? foreignLanguage(piece, page) : undefined
    return lang === undefined ? (
      <Fragment key={i}>{shown(piece)}</Fragment>
    ) : (
      <span key={i} lang={lang}>
        {shown(piece)}
      </span>
    )
  })
}
