import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'
import type { Locale } from '@/lib/shared/locale'
import file from './written-answers.json' with { type: 'json' }

type WrittenAnswer = Record<SectionId | 'thought', string>

/** Answers written the way medical models write: bold, nested lists, a table, sub-headings. Invented. */
export const WRITTEN_ANSWERS: Readonly<Record<Locale, WrittenAnswer>> = file.answers

/** Their parts, with a name for a table of test cases. */
export const WRITTEN_PARTS = (['zh-CN', 'en'] as const).flatMap((locale) =>
  SECTION_IDS.map((id) => ({ name: `${id} (${locale})`, text: WRITTEN_ANSWERS[locale][id] })),
)
