import type { Fact, FactOf } from '@/lib/clinical/contract'

export const NEWBORN = /新生儿|早产儿|newborn|neonate|neonatal|preterm infant/

/** Under `<30` is any number below it. */
const UNDER = 0.99

/** The number behind a name that a pattern finds; undefined where there is none. */
export const numberBehind = (text: string, name: RegExp): number | undefined => {
  const match = new RegExp(
    `(?:${name.source})(?:水平|值)?[ :=约为只有仅~≈]{0,3}(?:is |of |about )?([<≤]?) ?(\\d{1,5}(?:\\.\\d{1,3})?)`,
  ).exec(text)
  return match?.[2] === undefined ? undefined : Number(match[2]) * (match[1] === '' ? 1 : UNDER)
}

/** The last value of an analyte that the clinical reader found, in its usual unit. */
export const labOf = (facts: readonly Fact[], analyte: string): number | undefined =>
  facts.findLast(
    (fact): fact is FactOf<'lab'> =>
      fact.kind === 'lab' && fact.analyte === analyte && fact.canonical !== null && !fact.status,
  )?.canonical?.value
