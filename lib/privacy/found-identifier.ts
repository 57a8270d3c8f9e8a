import type { Identifier, IdentifierKind } from '@/lib/privacy/contract'
import type { Role } from '@/lib/privacy/names/name-context'

/** An identifier in folded text: units `from` to `to`, exclusive. */
export interface FoundIdentifier {
  kind: IdentifierKind
  from: number
  to: number
  confidence: Identifier['confidence']
  /** What to write instead where a general form keeps more than the label of the kind. */
  replacement?: string
  /** Of a bed: that it is a whole ward, floor or room, which is told as such. */
  as?: 'ward'
  /** Of a name: whose it seems to be. */
  role?: Role
}
