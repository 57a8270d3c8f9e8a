/** The four forced parts of an answer, in order. */
export const SECTION_IDS = ['definition', 'mechanism', 'differential', 'recommendation'] as const
export type SectionId = (typeof SECTION_IDS)[number]
