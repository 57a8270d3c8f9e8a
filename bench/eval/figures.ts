import type { EvaluationFigures, EvaluationResult, JudgedCase } from '@/lib/release/contract'

function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

const share = (facts: readonly boolean[]) => ({ hit: facts.filter(Boolean).length, of: facts.length })

/** The figures of a group of judged answers. */
export function figuresOf(judged: readonly JudgedCase[]): EvaluationFigures {
  const verdicts = judged.map(({ verdict }) => verdict)
  const count = (holds: (verdict: JudgedCase['verdict']) => boolean): number => verdicts.filter(holds).length
  return {
    cases: judged.length,
    complete: count(({ complete }) => complete),
    language: count(({ language }) => language),
    numbers: count(({ numbers }) => numbers),
    must: share(verdicts.flatMap(({ must }) => must)),
    may: share(verdicts.flatMap(({ may }) => may)),
    mustNot: count(({ mustNot }) => mustNot.includes(true)),
    unsafe: count(({ unsafe }) => unsafe),
    contradiction: count(({ contradiction }) => contradiction),
    icd10: share(verdicts.flatMap(({ icd10 }) => (icd10 === null ? [] : [icd10]))),
    repetition: count(({ repetition }) => repetition),
    tokensPerSecond: median(judged.map(({ tokensPerSecond }) => tokensPerSecond)),
    firstTokenMs: median(judged.map(({ firstTokenMs }) => firstTokenMs)),
  }
}

/** The figures by language, department and kind of case. */
export function groupsOf(judged: readonly JudgedCase[]): EvaluationResult['groups'] {
  return (['locale', 'department', 'kind'] as const).flatMap((by) =>
    [...Map.groupBy(judged, (one) => one[by])].map(([name, group]) => ({
      by,
      name,
      figures: figuresOf(group),
    })),
  )
}

const percent = (hit: number, of: number): string => (of === 0 ? '—' : `${Math.round((hit / of) * 100)}%`)

/** One row of the printed table. */
export function rowOf(name: string, figures: EvaluationFigures): Record<string, string | number> {
  const { cases, must, may, icd10 } = figures
  return {
    group: name,
    cases,
    complete: percent(figures.complete, cases),
    language: percent(figures.language, cases),
    numbers: percent(figures.numbers, cases),
    must: percent(must.hit, must.of),
    may: percent(may.hit, may.of),
    'must not': figures.mustNot,
    unsafe: figures.unsafe,
    contradict: figures.contradiction,
    icd10: percent(icd10.hit, icd10.of),
    repeats: figures.repetition,
    'tok/s': figures.tokensPerSecond?.toFixed(1) ?? '—',
    'first ms': figures.firstTokenMs ?? '—',
  }
}
