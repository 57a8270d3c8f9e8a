/** A question of a case as far as its versions go. */
interface Version {
  runId: string
  /** The first run of the same question; null for the first itself. */
  replaces: string | null
  sections: readonly { text: string }[]
}

/** The run that a question began with. */
export const rootOf = ({ runId, replaces }: Pick<Version, 'runId' | 'replaces'>): string => replaces ?? runId

/** The turns of a case by question, in the order of their first asking; of each question all versions, oldest first. */
export function versionsOf<T extends Version>(turns: readonly T[]): T[][] {
  const byRoot = new Map<string, T[]>()
  for (const turn of turns) {
    const root = rootOf(turn)
    const versions = byRoot.get(root)
    if (versions) versions.push(turn)
    else byRoot.set(root, [turn])
  }
  return [...byRoot.values()]
}

/** The version that later questions build on: the newest with an answer, else the newest. */
export function inForce<T extends Version>(versions: readonly T[]): T | undefined {
  return versions.findLast(({ sections }) => sections.some(({ text }) => text !== '')) ?? versions.at(-1)
}
