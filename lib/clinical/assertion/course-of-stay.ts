import { isPatients, statusOf, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/course-cues.json'

const RECORD = new RegExp(cues.record)
const COURSE = new RegExp(cues.course, 'g')
const LIST = new RegExp(cues.list, 'g')
const GOES_ON = new RegExp(cues.goes_on)

/** How far a record may name itself in. */
const TITLE = 120
/** How far behind a drug the words may stand that it goes on. */
const REACH = 24

interface Span {
  from: number
  to: number
}

/** Where the note of somebody who leaves tells of the stay; null where it is no such note or has no list to go home with. */
function courseOf(text: string): Span | null {
  if (!RECORD.test(text.slice(0, TITLE))) return null
  const [course] = text.matchAll(COURSE)
  const list = course && [...text.matchAll(LIST)].find(({ index }) => index > course.index)
  return course && list ? { from: course.index, to: list.index } : null
}

/**
 * What a discharge record tells as given in the course of the stay, and does not name in the list to go home with, has ended;
 * of what it does name, the list tells. Linear
 * in the length of the text.
 */
export function endCourse(text: string, drugs: readonly (AssertedPlace & { assertion: Assertion })[]): void {
  const course = courseOf(text)
  if (!course) return
  const nameOf = ({ from, to }: AssertedPlace) => text.slice(from, to)
  const goesHome = new Map(
    drugs.filter(({ from }) => from >= course.to).map((drug) => [nameOf(drug), { ...drug.assertion }]),
  )
  for (const drug of drugs) {
    if (drug.from < course.from || drug.from >= course.to) continue
    const status = statusOf(drug.assertion)
    const atHome = goesHome.get(nameOf(drug))
    if (atHome && status === 'uncertain') Object.assign(drug.assertion, atHome)
    if (atHome) continue
    if (!isPatients(status) && status !== 'uncertain') continue
    if (GOES_ON.test(text.slice(drug.to, drug.to + REACH).split(/[，,。；;\n]/)[0] ?? '')) continue
    Object.assign(drug.assertion, { polarity: 'present', time: 'stopped' } satisfies Partial<Assertion>)
  }
}
