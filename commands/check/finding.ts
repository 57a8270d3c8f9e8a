/** What was looked at, in the order in which it is told. */
export const AREAS = [
  'settings',
  'machine',
  'disk',
  'clock',
  'state',
  'network',
  'tls',
  'directory',
  'backup',
  'model',
  'gpu',
  'egress',
] as const
export type Area = (typeof AREAS)[number]

/** One thing that was looked at. The sentences hold no secret and no name of a person. */
export interface Finding {
  area: Area
  /** A word that stays the same from version to version, for programs that read `--json`. */
  id: string
  state: 'ok' | 'warn' | 'fail'
  zh: string
  en: string
  /** What to do, where it is not `ok` and the sentence does not say it. */
  todo?: { zh: string; en: string }
}

type Sentence = readonly [zh: string, en: string]

/** A finding in the order in which it is said: area, id, what is so, and what to do about it. */
type Said = readonly [area: Area, id: string, what: Sentence, todo?: Sentence]

const finding = (state: Finding['state'], [area, id, [zh, en], todo]: Said): Finding => ({
  area,
  id,
  state,
  zh,
  en,
  ...(todo ? { todo: { zh: todo[0], en: todo[1] } } : {}),
})

/** What is as it must be. */
export const ok = (area: Area, id: string, what: Sentence): Finding => finding('ok', [area, id, what])

/** What works and will not always, or not well; without `todo` where the sentence says what to do. */
export const warn = (...said: Said): Finding => finding('warn', said)

/** What keeps the portal from starting or from being used. */
export const fail = (...said: Said): Finding => finding('fail', said)
