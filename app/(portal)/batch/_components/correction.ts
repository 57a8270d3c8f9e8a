import type { EditRowInput } from '@/lib/batch/contract'
import type { BatchValue, Statement } from '@/lib/documents/contract'

/** The values of a document as a person corrects them. Those that are new have an id below zero. */
export type Correction = (Statement & { id: number })[]

/** What the values say, without their words and origin, which stay with the server. */
export const correctionOf = (values: readonly BatchValue[]): Correction =>
  values.map(({ id, field, name, code, codeSystem, dose, route, frequency, value, unit, flag }) => {
    const said = { code, codeSystem, dose, route, frequency, value, unit, flag }
    const full = Object.entries(said).filter(([, part]) => part !== undefined && part !== '')
    return { id, field, name, ...(Object.fromEntries(full) as Partial<Statement>) }
  })

/** What is sent of a correction: new values get their id from the server. */
export const sentOf = (correction: Correction): NonNullable<EditRowInput['values']> =>
  correction.map(({ id, ...statement }) => (id < 0 ? statement : { ...statement, id }))

/** A correction beside the words that the values have in the document. */
export const withWords = (correction: Correction, values: readonly BatchValue[]): BatchValue[] =>
  correction.map((one) => {
    const { span, words, origin } = values.find(({ id }) => id === one.id) ?? {
      span: null,
      words: '',
      origin: 'person' as const,
    }
    return { ...one, span, words, origin }
  })

/** Whether a correction says what the values say already. */
export const changesNothing = (correction: Correction, values: readonly BatchValue[]): boolean =>
  JSON.stringify(correction) === JSON.stringify(correctionOf(values))
