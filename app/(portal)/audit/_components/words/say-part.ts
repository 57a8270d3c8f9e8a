/** What the details of a record are said with, in the user's language. Each returns null for what it does not know. */
export interface Speech {
  /** A text below `audit.value`, by field and word. */
  word: (field: string, word: string) => string | null
  /** The label of a field. */
  label: (field: string) => string
  person: (id: string) => string | null
  department: (id: string) => string | null
  event: (name: string) => string
  outcome: (name: string) => string
  moment: (iso: string) => string
  number: (value: number) => string
  yesNo: (value: boolean) => string
  policy: {
    nameOf: (key: string) => string
    fieldOf: (key: string, field: string) => string
    valueOf: (key: string, field: string, value: string | number | boolean | readonly string[]) => string
  }
  rule: (id: string) => string
  pair: (name: string, value: string) => string
  times: (name: string, count: string) => string
  list: (parts: readonly string[]) => string
}

/** Fields whose text is the id of a person, or of a department; `doctor` and `actor` are people where they are ids. */
const PEOPLE: readonly string[] = [
  'userId',
  'ofUserId',
  'fromUserId',
  'requestedById',
  'proposedById',
  'actor',
  'doctor',
]
const DEPARTMENTS: readonly string[] = ['departmentId', 'toDepartmentId', 'department']
/** Fields whose texts may be `name=value`, or a role. */
const PAIRED: readonly string[] = ['before', 'after', 'findings']
/** Fields that have the words of another. */
const WORDS_OF: Readonly<Record<string, string>> = { roles: 'role', dropped: 'role' }

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const PAIR = /^([A-Za-z][\w.-]*)=(.*)$/s
const ROLE_IN = /^([a-z_]+):(c[a-z0-9]{24})$/

/** A value of a policy as its record has it, back in its own type. */
function policyValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+$/.test(text) ? Number(text) : text
}

interface Place {
  field: string
  /** The policy that the record is about, where it is about one. */
  policy: string | null
}

/** `name=value`: of a policy, of keys, of a person's department, or how often a rule spoke. */
function sayPair(
  [, name = '', value = '']: RegExpExecArray,
  { field, policy }: Place,
  speech: Speech,
): string {
  if (field === 'findings') return speech.times(speech.rule(name), value)
  if (policy !== null) {
    const { fieldOf, valueOf } = speech.policy
    // Several ids in one text: rules that are switched off.
    const one = name === 'switchedOff' ? value.split(',').filter(Boolean) : policyValue(value)
    return speech.pair(fieldOf(policy, name), valueOf(policy, name, one))
  }
  return speech.pair(speech.label(name), sayText(value, { field: name, policy }, speech))
}

function sayText(text: string, place: Place, speech: Speech): string {
  const { field } = place
  if (text === '') return '—'
  if (field === 'key') return speech.policy.nameOf(text)
  if (field === 'event') return speech.event(text)
  if (field === 'outcome') return speech.outcome(text)
  if (field === 'redFlags') return speech.rule(text)
  const word = speech.word(WORDS_OF[field] ?? field, text.replace(':', '-')) ?? speech.word('any', text)
  if (word !== null) return word
  if (PEOPLE.includes(field)) return speech.person(text) ?? text
  if (DEPARTMENTS.includes(field)) return speech.department(text) ?? text
  if (MOMENT.test(text)) return speech.moment(text)
  const headed = ROLE_IN.exec(text)
  if (headed) return speech.pair(sayRole(headed[1] ?? '', speech), speech.department(headed[2] ?? '') ?? '—')
  if (!PAIRED.includes(field)) return text
  const pair = PAIR.exec(text)
  return pair ? sayPair(pair, place, speech) : sayRole(text, speech)
}

const sayRole = (role: string, { word }: Speech): string => word('role', role) ?? role

function say(value: unknown, place: Place, speech: Speech): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'boolean') return speech.yesNo(value)
  if (typeof value === 'number') return speech.number(value)
  if (typeof value === 'string') return sayText(value, place, speech)
  if (Array.isArray(value)) return speech.list(value.map((one) => say(one, place, speech))) || '—'
  const parts = Object.entries(value).map(([field, one]) =>
    speech.pair(speech.label(field), say(one, { ...place, field }, speech)),
  )
  return speech.list(parts)
}

/**
 * The details of a record, each with its label and what it says in words: people and departments by name, words of closed lists in the
 * user's language, policies as their form has them. What cannot be read is given back as it is stored.
 */
export function sayDetails(detail: string | null, speech: Speech): [string, string][] {
  let parts: Record<string, unknown>
  try {
    parts = JSON.parse(detail ?? '{}') as Record<string, unknown>
  } catch {
    return [['', detail ?? '']]
  }
  const policy = typeof parts['key'] === 'string' ? parts['key'] : null
  return Object.entries(parts).map(([field, value]) => [
    speech.label(field),
    say(value, { field, policy }, speech),
  ])
}
