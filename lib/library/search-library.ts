import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import type { TextReading } from '@/lib/clinical/read-text'
import type { searchInput, searchOutput } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { indexState } from '@/lib/library/keep-index'
import { mayRead } from '@/lib/library/rights/contract'
import { wordsOf } from '@/lib/library/index/words'
import { chooseAsked } from '@/lib/library/query/choose-asked'
import { isOnSubject, type Headed } from '@/lib/library/query/is-on-subject'
import type { LibraryQuery } from '@/lib/library/query/library-query'
import { readQuery } from '@/lib/library/query/read-query'
import { hasBegun, isExpired } from '@/lib/library/to-edition'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Actor } from '@/lib/shared/actor'
import type { Locale } from '@/lib/shared/locale'

type Filters = Pick<z.infer<typeof searchInput>, 'publisher' | 'year' | 'departmentId'>

/** The editions in force that the person may find, by id. The rows say so at the moment of the question, not the index. */
async function findable({ publisher, year, departmentId }: Filters, actor: Actor) {
  const rows = await (
    await db()
  ).libraryEdition.findMany({
    where: {
      state: 'in_force',
      ...(publisher === undefined ? {} : { publisher }),
      ...(year === undefined ? {} : { year }),
      ...(departmentId === undefined ? {} : { departmentId }),
    },
  })
  const seen = rows.filter((row) => hasBegun(row) && mayRead(actor, row))
  return new Map<string, LibraryEdition>(seen.map((row) => [row.id, row]))
}

/** Passages of documents in force that answer a question, the best first, out of what the person may read. */
export async function searchLibrary(
  { query, limit, ...filters }: z.infer<typeof searchInput>,
  actor: Actor,
): Promise<z.infer<typeof searchOutput>> {
  const { maxResults } = await readPolicy(library.policies.library)
  const editions = await findable(filters, actor)
  const read = readQuery(query, { dictionary: clinicalDictionary(), facts: [] })
  const { found, complete } = await lookUp(read, {
    limit: Math.min(limit ?? maxResults, maxResults),
    editions,
  })
  const passages = found.map(({ edition, passage: { id, heading, page, text }, score, matched }) => {
    const { documentId, title, publisher, year, departmentId, example } = edition
    const of = {
      documentId,
      editionId: edition.id,
      passageId: id,
      title,
      publisher,
      year,
      departmentId,
      example,
    }
    return { ...of, expired: isExpired(edition), heading, page, text, score, matched: [...matched] }
  })
  return { passages, complete }
}

/** The passages of the index that answer a question, with their rows, the best first. */
async function lookUp(
  query: LibraryQuery,
  { limit, editions }: { limit: number; editions: ReadonlyMap<string, LibraryEdition> },
) {
  const { index, complete } = indexState()
  const hits = index.search(query, limit, (id) => editions.has(id))
  const rows = await (
    await db()
  ).libraryPassage.findMany({
    where: { id: { in: hits.map(({ id }) => id) } },
  })
  const found = hits.flatMap(({ id, editionId, score, share, matched }) => {
    const passage = rows.find((row) => row.id === id)
    const edition = editions.get(editionId)
    return passage && passage.editionId === edition?.id ? [{ edition, passage, score, share, matched }] : []
  })
  return { found, complete }
}

/** Passages beside an answer at most. */
const BESIDE_ANSWER = 5
/** Characters of a question that are looked up: its end, where a case asks. */
const LOOKED_UP = 1500
/** A follow-up of fewer characters says its subject with the question before it. */
const SHORT = 40

/** The end of a reading, its places moved with it; facts from before it still qualify. */
function endOf({ text, terms, facts }: TextReading): TextReading {
  const cut = Math.max(0, text.length - LOOKED_UP)
  const move = <S extends { start: number; end: number }>(one: S): S => ({
    ...one,
    start: Math.max(0, one.start - cut),
    end: Math.max(0, one.end - cut),
  })
  return { text: text.slice(cut), terms: terms.map(move), facts: facts.map(move) }
}

/** The language in which the index ranks a question. */
const languageOf = ({ chinese }: LibraryQuery): Locale => (chinese ? 'zh-CN' : 'en')

/** A document in the other language says the same to who can read it, and costs room that the own one needs. */
function inOwnLanguageFirst<F extends { edition: LibraryEdition }>(
  found: readonly F[],
  language: Locale,
): F[] {
  const own = found.filter(({ edition }) => edition.language === language)
  return (own.length > 0 ? own : [...found]).slice(0, BESIDE_ANSWER)
}

interface LookedFor {
  reading: TextReading
  /** Earlier questions of the case, oldest first. */
  earlier: readonly string[]
  /** Documents that are searched before the others. */
  first?: readonly string[]
}

interface LookedUp {
  edition: LibraryEdition
  passage: { id: number; page: number | null; heading: string; text: string }
  matched: readonly string[]
  /** Share of the question that it answers. */
  share: number
}

/** What the portal judges a passage by. */
const headed = ({ edition, passage, share }: LookedUp): Headed => ({
  title: edition.title,
  heading: passage.heading,
  share,
})

const toFound = (
  { edition, passage, matched, onSubject }: LookedUp & { onSubject: boolean },
  asked: boolean,
) => ({
  passageId: passage.id,
  documentId: edition.documentId,
  editionId: edition.id,
  title: edition.title,
  publisher: edition.publisher,
  year: edition.year,
  page: passage.page,
  heading: passage.heading,
  text: passage.text,
  matched: [...matched],
  validUntil: edition.validUntil,
  example: edition.example,
  onSubject,
  asked,
})

/**
 * What the library holds for a question that is to be answered, out of what the person may read, the best first; what the documents
 * named in `first` hold stands before that of others, whatever their language, what is the answer itself at the head, and what is beside
 * the subject behind all. A short follow-up is looked up together with the question before it. Kept and recorded nowhere.
 */
export async function findPassages({ reading, earlier, first = [] }: LookedFor, actor: Actor) {
  const { text, terms, facts } = endOf(reading)
  const before = text.length < SHORT ? (earlier.at(-1) ?? '').slice(-LOOKED_UP) : ''
  const dictionary = clinicalDictionary()
  const query = readQuery(before === '' ? text : `${text}\n${before}`, {
    dictionary,
    facts,
    terms,
  })
  const editions = await findable({}, actor)
  const named = new Map([...editions].filter(([, { documentId }]) => first.includes(documentId)))
  const ofNamed =
    named.size === 0 ? [] : (await lookUp(query, { limit: BESIDE_ANSWER, editions: named })).found
  const { found } = await lookUp(query, { limit: 2 * BESIDE_ANSWER, editions })
  const ofOthers = inOwnLanguageFirst(found, languageOf(query))
    .filter(({ edition }) => !named.has(edition.id))
    .map((one) => ({ ...one, onSubject: isOnSubject(query, headed(one), wordsOf(dictionary)) }))
  const onSubject = [
    ...ofNamed.map((one) => ({ ...one, onSubject: true })),
    ...ofOthers.filter((one) => one.onSubject),
  ]
  const foremost = ofNamed.length > 0 ? onSubject.slice(0, ofNamed.length) : onSubject
  const asked = chooseAsked(query, foremost.map(headed), wordsOf(dictionary))
  const answer = asked === null ? undefined : foremost[asked]
  const shown = [
    ...(answer ? [answer] : []),
    ...onSubject.filter((one) => one !== answer),
    ...ofOthers.filter((one) => !one.onSubject),
  ].slice(0, BESIDE_ANSWER)
  return shown.map((one) => toFound(one, one === answer))
}
