/** A group of figures and how many different doctors they come from. */
export interface Group {
  key: string
  doctors: number
  questions: number
}

/**
 * The keys of the groups that must not be shown: those of fewer than `smallest` doctors and, when that is exactly one,
 * also the smallest other group, since the total minus the shown groups would give the hidden one away (complementary
 * suppression, as in statistical disclosure control).
 */
export function suppressedKeys(groups: readonly Group[], smallest: number): Set<string> {
  const small = groups.filter(({ doctors }) => doctors < smallest)
  const hidden = new Set(small.map(({ key }) => key))
  if (hidden.size !== 1) return hidden
  const others = groups.filter(({ key }) => !hidden.has(key)).sort((a, b) => a.questions - b.questions)
  const [next] = others
  return next ? hidden.add(next.key) : hidden
}

/** The value below which a share of the sorted values lies (nearest rank), or null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
