import type { IdentifierKind } from '@/lib/privacy/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

/**
 * What a form finds: its kind, a pattern with the flags `dg` whose first group that takes part is the identifier, and where the
 * pattern is long a short one without which it cannot match, so that most texts never compile the long one.
 */
export type Form = readonly [kind: IdentifierKind, form: RegExp, needs?: RegExp | undefined]

/** What the forms find in a text, each likely to be what it looks like. */
export function byForms(text: string, forms: readonly Form[]): FoundIdentifier[] {
  return forms.flatMap(([kind, form, needs]) =>
    (needs === undefined || needs.test(text) ? matchesOf(text, form) : []).map((match): FoundIdentifier => {
      const [from, to] = match.indices?.slice(1).find((span) => span !== undefined) ?? [0, 0]
      return { kind, from, to, confidence: 'likely' }
    }),
  )
}
