import type { IdentifierKind } from '@/lib/privacy/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

/** What a form finds: its kind, and a pattern with the flags `dg` whose first group that takes part is the identifier. */
export type Form = readonly [IdentifierKind, RegExp]

/** What the forms find in a text, each likely to be what it looks like. */
export function byForms(text: string, forms: readonly Form[]): FoundIdentifier[] {
  return forms.flatMap(([kind, form]) =>
    matchesOf(text, form).map((match): FoundIdentifier => {
      const [from, to] = match.indices?.slice(1).find((span) => span !== undefined) ?? [0, 0]
      return { kind, from, to, confidence: 'likely' }
    }),
  )
}
