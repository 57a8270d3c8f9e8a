/** How much a slot leaves open: `sure` takes every word that is no term, `known` a name of the tables or an unknown word, `given` also a word that persons are called by, `foreign` and `identified` a run that begins so. */
export type Leaves = 'sure' | 'known' | 'given' | 'foreign' | 'identified' | 'reversed'

/** A word with a capital; all in capitals; what stands before a surname; and a name of such words. */
export const WORD = "(?:[A-Z]['’])?[A-Z][a-z'’]{1,20}(?:-[A-Z]?[a-z'’]{1,20}){0,2}"
export const CAPS = "[A-Z][A-Z'’]{1,20}(?:-[A-Z]{2,20})?"
export const PARTICLE =
  '(?:(?:O|Ni|Nic|Ui|Mac|Mc|Van|De|Du|La|Le|El|Al|Bin|DE|DA|DI|DEL|VAN|VON|EL|AL|BIN|LA|LE|ST) )?'
export const NAME = `${PARTICLE}${WORD}(?: (?:(?:bin|bte|binti|de|da|van|von|der|al|el) )?${WORD}){0,3}`
/** Any of some words. */
export const anyOf = (words: readonly string[]) => words.join('|')
/** Words with a small letter or a capital. */
export const either = (words: readonly string[]) =>
  anyOf(words.map((word) => word.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`)))

/** A form of slots: how much it leaves open, what a text needs for it, and the form whose first group is the name. */
export type SlotForm = readonly [leaves: Leaves, needs: RegExp, form: RegExp]
