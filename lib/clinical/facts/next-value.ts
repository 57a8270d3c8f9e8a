import { elidedValueAt } from '@/lib/clinical/facts/elided-value'
import type { Meaning } from '@/lib/clinical/facts/labels'
import { settle, type Label } from '@/lib/clinical/facts/match-label'
import type { MeasuredValue } from '@/lib/clinical/facts/measurement'
import { hiddenTo, isLabel, isNamed, isNear } from '@/lib/clinical/facts/near-value'
import { quantityAt } from '@/lib/clinical/facts/read-quantity'
import type { Specimen } from '@/lib/clinical/facts/specimens'
import { onwardValueAt } from '@/lib/clinical/facts/value-onward'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** A value that stands with its name, and where it ends. */
export interface Told {
  label: Label
  meaning: Meaning
  specimen: Specimen | null
  to: number
  value: MeasuredValue | null
}

/** How far in front of a place its bracket may open. */
const BRACKET_MAX = 60

/** Where the bracket opens in which a place stands, -1 outside of one. */
export const openBracket = (text: string, at: number): number => {
  const from = Math.max(0, at - BRACKET_MAX + 1)
  const near = text.slice(from, at + 1)
  const open = near.lastIndexOf('(')
  return open >= 0 && !/[)\n]/.test(near.slice(open, at - from)) ? from + open : -1
}

/** 眼压：右16mmHg，左41mmHg, IOP R 15 L 44: where the number of the other eye begins. */
const OTHER_EYE = /^[,，;；、/ ]{1,3}(?:[左右]眼?|[lr]e?|o[ds]|left(?: eye)?|right(?: eye)?)[:： ]{0,2}(?=\d)/
function otherEyeAt(text: string, to: number): number | null {
  const gap = OTHER_EYE.exec(text.slice(to, to + 16))
  return gap && to + gap[0].length
}

/** The next value of a label, its name left out: `血钠118，今晨131`. Null where none stands behind the last. */
export function nextValue(
  folded: FoldedText,
  { label, meaning, to, value }: Told,
  opens: (at: number) => boolean,
): MeasuredValue | null {
  const { text } = folded
  const unit = value?.unit ?? null
  const fits = (at: number) => {
    const found = quantityAt(text, at, { opens })
    // C3 0.58g/L（上次0.81）: the unit is that of the value in front.
    const its = found && settle(label, { ...found, unit: found.unit ?? unit })
    if (!found || its !== meaning || text[found.to] === '/') return null
    const mark = text[at - 1]
    if (mark !== '<' && mark !== '>') return found
    const comparator: '<' | '>' = mark
    return { ...found, comparator }
  }
  const at =
    (meaning.kind === 'lab' && meaning.analyte.id === 'iop' ? otherEyeAt(text, to) : null) ??
    elidedValueAt(text, to, {
      isLabel: (place) => isLabel(folded, place),
      hiddenTo: (place) => hiddenTo(folded, place),
      sameUnit: (place) =>
        unit !== null &&
        (unit === '℃' || unit.includes('/')) &&
        quantityAt(text, place, { opens })?.unit === unit,
    }) ??
    onwardValueAt(text, to, {
      stops: (place) => isNamed(folded, place),
      fits: (place) => {
        const found = fits(place)
        return found && isNear(meaning, value, found) ? found : null
      },
    })
  const found = at === null ? null : fits(at)
  return at === null || !found ? null : { ...found, from: at }
}
