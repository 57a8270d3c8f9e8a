/** How many of the stored unit (seconds) make one of the shown unit, where they differ. */
const FACTORS: Readonly<Record<string, number>> = {
  idleSeconds: 60,
  absoluteSeconds: 3600,
  lockAfterSeconds: 60,
  graceSeconds: 60,
}

/** The factor between what is stored and what is shown of a field. */
export const factorOf = (field: string): number => FACTORS[field] ?? 1
