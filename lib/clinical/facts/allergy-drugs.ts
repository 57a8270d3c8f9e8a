import type { Term } from '@/lib/clinical/contract'
import { firstAt } from '@/lib/clinical/text/first-at'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** The drug that a place of the text names, among the terms in order. */
export function drugAt(
  drugs: readonly Term[],
  { start, end }: { start: number; end: number },
): Term | undefined {
  const next = drugs[firstAt(drugs, (term) => term.end > start)]
  return next && next.start < end ? next : undefined
}

/** 过敏史 青霉素 头孢: the drugs of one place behind its first, which only blanks part. */
export function besides(
  { original }: FoldedText,
  drugs: readonly Term[],
  { drug, end }: { drug: Term | undefined; end: number },
): Term[] {
  let last = drug
  return drugs.filter((one) => {
    if (!last || one.start < last.end || one.end > end) return false
    const isNext = /^\s+$/.test(original.slice(last.end, one.start))
    if (isNext) last = one
    return isNext
  })
}
