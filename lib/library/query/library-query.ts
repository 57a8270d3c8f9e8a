/** A token of the index that answers a group, with how well: 1 says the same, less is broader, narrower or akin. */
export interface QueryToken {
  token: string
  weight: number
}

/**
 * Something the question asks for. A passage answers it by the best of `any`. Subjects are diseases, drugs, procedures; aspects are
 * what is asked of them; words stand in no table. Two add only to a passage that the others find: qualifiers come from the case,
 * wording is how the question spells its terms.
 */
export interface QueryGroup {
  role: 'subject' | 'aspect' | 'word' | 'qualifier' | 'wording'
  weight: number
  any: readonly QueryToken[]
  /**
   * The words that spell a disease. A library that knows none of those which a question names, by meaning or by every
   * word, has nothing to say to it.
   */
  specific?: readonly string[]
  /** It names a disease or a drug, and not a sign, a test or a procedure. */
  exact?: boolean
  /** Its concepts say too little to answer alone (surgery, a child, sugar): a passage needs more of the question beside them. */
  general?: boolean
}

/** A question as the index is asked. Never written anywhere. */
export interface LibraryQuery {
  groups: readonly QueryGroup[]
  /** Asked in Chinese, else in English. */
  chinese: boolean
}
