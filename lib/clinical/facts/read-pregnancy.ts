import { assertStatuses, type NoteLayout } from '@/lib/clinical/assertion/assert-places'
import type { Fact, FactOf, TermStatus } from '@/lib/clinical/contract'
import type { Subject } from '@/lib/clinical/facts/judge-value'
import { readBirth } from '@/lib/clinical/facts/births'
import { isGeneralQuestion } from '@/lib/clinical/facts/general-question'
import table from '@/lib/clinical/facts/pregnancy-words.json'
import {
  byLateMenses,
  byWeeks,
  ENDED_THEN,
  OF_BIRTH,
  weeksBehind,
  weeksLate,
} from '@/lib/clinical/facts/pregnancy-weeks'
import { isNoState, settlePregnancy, tellsBirth, testSays } from '@/lib/clinical/facts/settle-pregnancy'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Pregnancy = FactOf<'pregnancy'>['value']
type Meaning = Pregnancy | 'test' | 'none'

const WORDS = new PhraseTrie<Meaning>()
for (const [meaning, phrases] of Object.entries(table.words)) {
  for (const phrase of phrases) WORDS.set(phrase, () => meaning as Meaning)
}

/** Ages between which a woman may be pregnant, in years; outside, the word speaks of somebody else. */
const [YOUNGEST = 0, OLDEST = 0] = table.childbearing

const WEEKS_IN_FRONT = /(\d{1,2})(?:\+(\d))? ?(?:-week |weeks'? |wks |w )(?:of )?$/

function weeksInFront(before: string): number | undefined {
  const match = WEEKS_IN_FRONT.exec(before)
  return match ? Number(match[1]) + Number(match[2] ?? 0) / 7 : undefined
}

/** What a word says with its status; null where it speaks of nobody's present state. */
function settled(meaning: Exclude<Meaning, 'test'>, status: TermStatus): Pregnancy | null {
  if (meaning === 'none') return null
  if (status === 'negated') return meaning === 'pregnant' ? 'not_pregnant' : null
  return status === 'affirmed' ? meaning : null
}

/** Only a woman of that age is pregnant or nurses; an infant's note speaks of its mother. */
function isPlausible(value: Pregnancy, { years, sex }: Subject): boolean {
  if (sex === 'male') return false
  if (years === null) return true
  return value === 'not_pregnant' ? years >= YOUNGEST : years >= YOUNGEST && years <= OLDEST
}

const OBSTETRIC =
  /g(\d{1,2}) ?p(\d(?=\d{3}(?!\d))|\d{1,2})(?: ?(?:a|\+)(\d{1,2})|(?<=p\d)\d{3})?|孕(\d{1,2})产(\d{1,2})/g

/** Gravida and para as written: G3P1A1, 孕2产1. */
function obstetric(folded: FoldedText): FactOf<'obstetric'>[] {
  return [...folded.text.matchAll(OBSTETRIC)].flatMap((match) => {
    const { index } = match
    if (!isWordBoundary(folded.text, index, index + match[0].length)) return []
    const [gravida, para] = [match[1] ?? match[4], match[2] ?? match[5]].map(Number)
    if (gravida === undefined || para === undefined || para > gravida) return []
    return [
      { kind: 'obstetric' as const, ...originalSpan(folded, index, index + match[0].length), gravida, para },
    ]
  })
}

/** 产后再停药, 产后评估: what is planned for after the birth. */
const TO_COME =
  /^(?:再|才|方|可|应|需|拟|考虑|评估|酌情|决定|停药?|恢复用|继续[用服]|启动|转(?:诊|内科)|随访|复查)/
/** 27岁，孕28周，来咨询…: the weeks in the header of a patient are a state, whatever the sentence goes on to ask. */
const isHeader = (text: string, { from, to }: { from: number; to: number }): boolean =>
  /(?:^|[，,。\n ])(?:\d{2}岁|女性?|孕妇)[，,、 ]{0,2}(?:女性?[，,、 ]{0,2})?$/.test(
    text.slice(Math.max(0, from - 12), from),
  ) && /^ ?\d{1,2}(?:\+\d)? ?周(?=[，,。；; \n])/.test(text.slice(to, to + 8))
/** 剖宫产后5年 is no childbed. */
const YEARS_AGO = /^ ?(?:第)?(?:\d{1,2}|[一二三四五六七八九十]+) ?(?:多|余)?年/
/** What the text says of the patient's pregnancy, childbed and breastfeeding of now, and of earlier births in numbers. */
export function readPregnancy(folded: FoldedText, layout: NoteLayout, subject: Subject): Fact[] {
  const { text } = folded
  const found = [...WORDS.matches(text, (m) => isWordBoundary(text, m.from, m.to))]
  const statuses = assertStatuses(
    text,
    found.map(({ from, to }) => ({ from, to, kind: 'finding' })),
    layout,
  )
  const facts = found.flatMap(({ from, to, value: meaning }, i): FactOf<'pregnancy'>[] => {
    const status = statuses[i] ?? 'affirmed'
    const headed = meaning === 'pregnant' && isHeader(text, { from, to })
    const value =
      meaning === 'test'
        ? testSays(text, { from, to, status })
        : settled(meaning, headed ? 'affirmed' : status)
    if (value === 'pregnant' && isNoState(text, { from, to })) return []
    if (value === 'postpartum' && TO_COME.test(text.slice(to, to + 6))) return []
    if (value === 'postpartum' && YEARS_AGO.test(text.slice(to, to + 8))) return []
    if (subject.years === null && isGeneralQuestion(text, from)) return []
    if (!value || !isPlausible(value, subject) || /^ ?\d{1,2} ?产/.test(text.slice(to, to + 5))) return []
    if (/^gest/.test(text.slice(from, to)) && OF_BIRTH.test(text.slice(Math.max(0, from - 40), from))) {
      return []
    }
    const behind = value === 'pregnant' ? weeksBehind(text, to) : null
    if (behind && ENDED_THEN.test(text.slice(behind.to, behind.to + 10))) return []
    const weeks =
      behind?.weeks ??
      (value === 'pregnant' ? weeksInFront(text.slice(Math.max(0, from - 14), from)) : undefined)
    return [
      {
        kind: 'pregnancy',
        ...originalSpan(folded, from, behind?.to ?? to),
        value,
        ...(weeks === undefined ? {} : { weeks }),
      },
    ]
  })
  const counts = obstetric(folded)
  const settledFacts = settlePregnancy(text, facts)
  if (!isPlausible('pregnant', subject)) return [...settledFacts, ...counts]
  const says = (value: Pregnancy) => settledFacts.some((fact) => fact.value === value)
  const isDated = settledFacts.some(({ weeks }) => weeks !== undefined)
  const dated = isDated || says('breastfeeding') || tellsBirth(text) ? [] : byWeeks(folded, counts)
  // Childbed that a note of a dated pregnancy tells of is that of an earlier one.
  if (isDated || (says('postpartum') && dated.length > 0)) {
    return [...settledFacts.filter(({ value }) => value !== 'postpartum'), ...dated, ...counts]
  }
  if (says('postpartum') || says('breastfeeding')) return [...settledFacts, ...counts]
  const birth = subject.years === null ? [] : readBirth(folded)
  if (birth.length > 0) {
    return [...settledFacts.filter(({ value }) => value !== 'pregnant'), ...birth, ...counts]
  }
  const late = says('not_pregnant') || dated.length > 0 ? [] : byLateMenses(folded)
  const more = [...dated, ...late]
  const weeks = more.length > 0 ? undefined : weeksLate(folded)?.weeks
  const told = settledFacts.map((fact) =>
    fact.value === 'pregnant' && weeks !== undefined ? { ...fact, weeks } : fact,
  )
  return [...told, ...more, ...counts]
}
