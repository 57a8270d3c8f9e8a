import { foldText } from '@/lib/clinical/text/fold-text'
import { withoutAddress } from '@/lib/privacy/names/forms-of-address'
import { isSurname, surnamesAt } from '@/lib/privacy/names/name-costs'
import nicknames from '@/lib/privacy/names/nicknames.json'
import type { Role } from '@/lib/privacy/names/name-context'
import type { Locale } from '@/lib/shared/locale'

/** A name as it stands in a text, with whose it seems to be. */
export interface Mention {
  surface: string
  role?: Role
  /** Stands in brackets or behind a stroke directly behind the mention before: 沈从军（Shen Congjun）. */
  beside?: boolean
}

/** A name that a case has masked already, with what stood instead of it. */
export interface KnownName {
  surface: string
  replacement: string
}

/** A person that one or several mentions name. */
interface Person {
  names: string[]
  role?: Role
  /** Mention, by its place in the list, that named the person last. */
  last: number
}

const LABELS: Readonly<Record<Locale, Record<Role, string>>> = {
  'zh-CN': { patient: '患者', relative: '家属', clinician: '医护', other: '人员' },
  en: { patient: 'patient ', relative: 'relative ', clinician: 'clinician ', other: 'person ' },
}

const LEFT_OUT = /[某×*〇○△]+$|(?<=[\u3400-\u9fff])x+$/
/** 小顾, 老钱 */
const CALLED = /^[小老大](?=[\u3400-\u9fff]$)/
/** 罗总, 成工: a surname with a short title, where the title went into the name. */
const SHORT_TITLE = /^([\u3400-\u9fff])[总工]$/
const plain = (surface: string) =>
  withoutAddress(
    foldText(surface)
      .text.replace(/ (?=[\u3400-\u9fff])/g, '')
      .replace(LEFT_OUT, '')
      .replace(SHORT_TITLE, '$1'),
  ).replace(CALLED, '')
const isHanName = (name: string) => /^[\u3400-\u9fff]/.test(name)

const surnameOf = (name: string): string =>
  name.slice(
    0,
    surnamesAt(name, 0)
      .map(({ to }) => to)
      .filter((to) => to < name.length)
      .at(-1) ?? 1,
  )

/** A title or role speaks against a person whose own is of another sort. */
const compatible = (a: Role | undefined, b: Role | undefined): boolean =>
  a === undefined ||
  b === undefined ||
  a === 'other' ||
  b === 'other' ||
  (a === 'clinician') === (b === 'clinician')

const wordsOf = (name: string) => name.split(/[ ,.]+/).filter((word) => word !== '')

/** Maggie for Margaret: each short form with the names that it stands for, and each name with itself. */
const FULL_OF = new Map<string, ReadonlySet<string>>()
for (const [full, short] of Object.entries(nicknames.forms)) {
  for (const form of [full, ...short.split(' ')]) {
    FULL_OF.set(form, new Set([...(FULL_OF.get(form) ?? []), full]))
  }
}
const sameGiven = (a: string, b: string): boolean => {
  const [as, bs] = [FULL_OF.get(a), FULL_OF.get(b)]
  return (
    as !== undefined && bs !== undefined && [...as].some((full) => bs.has(full) && (full === a || full === b))
  )
}

/** t. whitcombe and tobias whitcombe: the words of the shorter stand in the longer, in their order; an initial stands for a word. */
function fitsLatin(a: string, b: string): boolean {
  const [short, long] = [wordsOf(a), wordsOf(b)].toSorted((x, y) => x.length - y.length)
  if (!short || !long || short.length === 0) return false
  let at = 0
  for (const word of short) {
    while (at < long.length) {
      const other = long[at] ?? ''
      if (
        other === word ||
        sameGiven(word, other) ||
        (Math.min(other.length, word.length) === 1 && other[0] === word[0])
      ) {
        break
      }
      at += 1
    }
    if (at >= long.length) return false
    at += 1
  }
  return true
}

/** Whether a name can be a form of another: the same, its surname, its given name, the part before the dot. */
function fits(name: string, known: string): boolean {
  if (name === known) return true
  if (isHanName(name) !== isHanName(known)) return false
  if (!isHanName(name)) return fitsLatin(name, known)
  const [short, long] = name.length < known.length ? [name, known] : [known, name]
  if (short === surnameOf(long)) return true
  if (short.length >= 2 && long.length > short.length && long.endsWith(short)) return true
  return short.length >= 2 && long.startsWith(short) && (long.includes('·') || long.length >= 4)
}

const isShort = (name: string) =>
  isHanName(name)
    ? name.length === 1 ||
      (isSurname(name) && name.length === 2 && surnamesAt(name, 0).some(({ to }) => to === 2))
    : wordsOf(name).length === 1

/** Of the persons that a name can be, those whose role it has; 徐某 and 小徐 are the patient sooner than a relative. */
function likeliest(candidates: readonly Person[], { surface, role }: Mention): readonly Person[] {
  const wanted = role ?? (isShort(plain(surface)) ? 'patient' : undefined)
  const same = candidates.filter((person) => person.role === wanted)
  return wanted !== undefined && same.length > 0 ? same : candidates
}

/** A name in the other script beside one: both may be of one person. */
function besideOf(mentions: readonly Mention[], i: number, assigned: readonly (Person | undefined)[]) {
  const [mention, before, next] = [mentions[i], mentions[i - 1], mentions[i + 1]]
  // 寇姐（寇文静）: the whole name in brackets behind the short one.
  if (mention && next?.beside && fits(plain(mention.surface), plain(next.surface))) return assigned[i + 1]
  if (!mention?.beside || !before) return undefined
  return isHanName(plain(mention.surface)) === isHanName(plain(before.surface)) ? undefined : assigned[i - 1]
}

/** Persons of one text that a further name is compared with, so that a text of names alone stays linear. */
const COMPARED_MAX = 200

/** The persons of a list of mentions: whole names first, then what can be a form of one of them, the nearest before. */
function personsOf(mentions: readonly Mention[], known: Iterable<Person>): (Person | undefined)[] {
  const persons = [...known]
  const assigned: (Person | undefined)[] = mentions.map(() => undefined)
  const assign = (i: number, name: string, person: Person) => {
    const role = person.role ?? mentions[i]?.role
    if (!person.names.includes(name)) person.names.push(name)
    if (role) person.role = role
    assigned[i] = person
  }
  const pass = (wanted: boolean) => {
    mentions.forEach(({ surface, role }, i) => {
      const name = plain(surface)
      if (isShort(name) !== wanted) return
      const fitting = persons
        .slice(0, COMPARED_MAX)
        .filter(
          (person) =>
            person.names.some((known) => fits(name, known)) &&
            (person.names.includes(name)
              ? !wanted || compatible(role, person.role)
              : compatible(role, person.role)),
        )
      const candidates = likeliest(fitting, { surface, ...(role ? { role } : {}) })
      const before = candidates.filter(({ last }) => last <= i)
      const person = besideOf(mentions, i, assigned) ?? before.at(-1) ?? candidates[0]
      if (person) {
        person.last = Math.min(person.last, i)
        assign(i, name, person)
      } else {
        const fresh: Person = { names: [], last: i }
        persons.push(fresh)
        assign(i, name, fresh)
      }
    })
  }
  pass(false)
  pass(true)
  return assigned
}

function letters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter
}

const ROLES = Object.values(LABELS).flatMap((labels) =>
  Object.entries(labels).map(([role, label]) => ({ role: role as Role, label })),
)

/** The persons that a case has masked, each with its placeholder: those of one placeholder are one person. */
function knownPersons(known: readonly KnownName[]): Map<Person, string> {
  const groups = Map.groupBy(known, ({ replacement }) => replacement)
  return new Map(
    [...groups].map(([replacement, names]) => {
      const role = ROLES.find(({ label }) => replacement.startsWith(`[${label}`))?.role
      const person = { names: names.map(({ surface }) => plain(surface)), last: -1 }
      return [role === undefined || role === 'other' ? person : { ...person, role }, replacement] as const
    }),
  )
}

const letterOf = (placeholder: string): string => /[A-Z]+(?=\]$)/.exec(placeholder)?.[0] ?? ''

/**
 * What stands instead of each mention: 患者A, 家属B, 医护C, 人员D in brackets, with the letters in the order of the persons' first
 * mention. One person keeps one placeholder in every form of the name, as far as the forms tell, and that of `known` where the
 * case has masked the person before.
 */
export function namePlaceholders(
  mentions: readonly Mention[],
  locale: Locale,
  known: readonly KnownName[] = [],
): string[] {
  const order = knownPersons(known)
  const taken = new Set([...order.values()].map(letterOf))
  let next = 0
  return personsOf(mentions, order.keys()).map((person) => {
    if (!person) return ''
    const before = order.get(person)
    if (before !== undefined) return before
    while (taken.has(letters(next))) next += 1
    const placeholder = `[${LABELS[locale][person.role ?? 'other']}${letters(next)}]`
    taken.add(letters(next))
    order.set(person, placeholder)
    return placeholder
  })
}
