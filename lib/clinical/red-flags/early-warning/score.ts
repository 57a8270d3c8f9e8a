import type { Span } from '@/lib/clinical/contract'
import type { CaseFacts } from '@/lib/clinical/red-flags/condition'
import news2 from '@/lib/clinical/red-flags/early-warning/news2.json'
import pews from '@/lib/clinical/red-flags/early-warning/pews.json'

type Bands = readonly (readonly number[])[]
interface Score {
  total: number
  evidence: Span[]
}

const ADULT_FROM = 16
const NONE: Score = { total: 0, evidence: [] }

/** Points of a value; limits are met as they are printed, so 35.05 counts as 35.1. */
const pointsOf = (bands: Bands, value: number) =>
  bands.find(([, low = 0, high = 0]) => value >= low - 0.049 && value <= high + 0.049)?.[0] ?? 0

function add(score: Score, signs: Readonly<Record<string, Bands>>, { values }: CaseFacts): Score {
  return Object.entries(signs).reduce<Score>(({ total, evidence }, [id, bands]) => {
    const worst = (values.get(id) ?? [])
      .map((value) => ({ value, points: pointsOf(bands, value.value) }))
      .sort((a, b) => b.points - a.points)[0]
    if (!worst || worst.points === 0) return { total, evidence }
    return { total: total + worst.points, evidence: [...evidence, worst.value] }
  }, score)
}

const present = ({ mentions }: CaseFacts, id: string) =>
  mentions.get(id)?.find(({ status }) => status === 'affirmed')
const plus = ({ total, evidence }: Score, points: number, sign: Span | undefined): Score =>
  sign ? { total: total + points, evidence: [...evidence, sign] } : { total, evidence }

function news2Of(facts: CaseFacts): Score {
  const pregnant = facts.facts.some((fact) => fact.kind === 'pregnancy' && fact.value === 'pregnant')
  const signs = news2.ages[0]?.signs
  if (pregnant || !signs || present(facts, 'child')) return NONE
  const onTarget = facts.mentions.get('copd')?.some(({ status }) => status !== 'negated')
  const used = onTarget ? { ...signs, spo2: news2.spo2OnTarget88 } : signs
  const scored = plus(add(NONE, used, facts), news2.oxygen, present(facts, 'on_oxygen'))
  const gcs = facts.values.get('gcs')?.find(({ value }) => value < 15)
  return plus(scored, news2.consciousness, gcs ?? present(facts, 'altered_mind'))
}

function pewsOf(facts: CaseFacts, years: number): Score {
  const band = pews.ages.find(({ below }) => years < below)
  if (!band) return NONE
  const scored = add(NONE, { ...band.signs, ...pews.everyAge }, facts)
  return plus(scored, pews.oxygen, present(facts, 'on_oxygen'))
}

/**
 * The early warning score of the signs that the case tells: a sign that is not told counts nothing, so the true score may be
 * higher. NEWS2 (RCP 2017) from 16 years and without an age, Bedside PEWS (Parshuram 2009) below; 0 where the other one is due.
 */
export function scoreOf(which: 'news2' | 'pews', facts: CaseFacts): Score {
  const age = facts.facts.find((fact) => fact.kind === 'age')
  if (which === 'news2') return age && age.years < ADULT_FROM ? NONE : news2Of(facts)
  return age && age.years < ADULT_FROM ? pewsOf(facts, age.years) : NONE
}
