const HOUR_MS = 3_600_000
const DAYS = 365
/** Questions of an hour of a working day of one department, by the hour of the hospital's clock from midnight on. */
const HOURS = [
  0, 0, 0, 0, 0, 0, 0.02, 0.1, 0.4, 0.5, 0.4, 0.2, 0.1, 0.2, 0.4, 0.5, 0.3, 0.1, 0.05, 0.05, 0.05, 0.05,
]
/** The demo hospital keeps China's time. */
const HOSPITAL_OFFSET_MS = 8 * HOUR_MS
const WEEKEND = 0.25

/** One question of the year that is made up: when, who of how many, and how it went. */
export interface PlannedQuestion {
  atMs: number
  department: number
  doctor: number
  outcome: 'complete' | 'stopped' | 'truncated' | 'repeated'
  missingFacts: number
  findings: string[]
  acknowledged: boolean
  answerTokens: number
  queueMs: number
  firstTokenMs: number
  /** Passages that the library gave for it, and whether the answer cites one. */
  passages: number
  cites: boolean
}

const FINDINGS = [
  'number_changed',
  'dose_incomplete',
  'prescription_like',
  'change_without_source',
  'lab_wrong_unit',
]

function draw(random: () => number, atMs: number, department: number): PlannedQuestion {
  const pick = (below: number) => Math.floor(random() * below)
  const luck = random()
  return {
    atMs,
    department,
    doctor: Math.min(pick(8), pick(8)),
    outcome: luck < 0.92 ? 'complete' : luck < 0.97 ? 'stopped' : luck < 0.99 ? 'truncated' : 'repeated',
    missingFacts: pick(4),
    findings: FINDINGS.filter(() => random() < 0.12).map((rule) => `${rule}=${1 + pick(2)}`),
    acknowledged: random() < 0.7,
    answerTokens: 350 + pick(500),
    queueMs: random() < 0.8 ? pick(300) : pick(20_000),
    firstTokenMs: 600 + pick(4_000),
    passages: pick(6),
    cites: random() < 0.6,
  }
}

/**
 * The questions of the year up to `endMs` in the order of time: more on working days and in working hours, and twice as many at
 * the end as at the beginning. The same random source gives the same year.
 */
export function planYear(random: () => number, endMs: number, departments: number): PlannedQuestion[] {
  const firstHour = Math.floor((endMs - DAYS * 24 * HOUR_MS) / HOUR_MS) * HOUR_MS
  const questions: PlannedQuestion[] = []
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const fromMs = firstHour + hour * HOUR_MS
    const local = new Date(fromMs + HOSPITAL_OFFSET_MS)
    const weekend = [0, 6].includes(local.getUTCDay()) ? WEEKEND : 1
    const chance = (HOURS[local.getUTCHours()] ?? 0) * weekend * (0.6 + (0.6 * hour) / (DAYS * 24))
    for (let department = 0; department < departments; department++) {
      if (random() < chance) questions.push(draw(random, fromMs + Math.floor(random() * HOUR_MS), department))
    }
  }
  return questions.filter(({ atMs }) => atMs < endMs).sort((a, b) => a.atMs - b.atMs)
}
