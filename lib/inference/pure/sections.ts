/** The four forced parts of an answer, in order. */
export const SECTION_IDS = ['definition', 'mechanism', 'differential', 'recommendation'] as const
export type SectionId = (typeof SECTION_IDS)[number]

/** The tokens of each part, before anything is written. */
export const noTokens = (): Record<SectionId, number> => ({
  definition: 0,
  mechanism: 0,
  differential: 0,
  recommendation: 0,
})
