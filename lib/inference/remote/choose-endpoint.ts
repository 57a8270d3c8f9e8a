import 'server-only'

export interface EndpointLoad {
  id: string
  /** False while the server is taken to be down. */
  up: boolean
  running: number
  maxConcurrent: number
}

/**
 * Where a run goes: back to the server that answered this conversation before, since its prefix cache holds the case,
 * unless it is down or full; else to the one with the smallest share of its places taken, the first named of equals.
 * Null when none is up with a free place. `except` leaves out servers that just failed this run.
 */
export function chooseEndpoint(
  loads: readonly EndpointLoad[],
  { sticky, except = new Set<string>() }: { sticky: string | null; except?: ReadonlySet<string> },
): string | null {
  const open = loads.filter((load) => load.up && load.running < load.maxConcurrent && !except.has(load.id))
  const former = open.find(({ id }) => id === sticky)
  if (former) return former.id
  const share = ({ running, maxConcurrent }: EndpointLoad) => running / maxConcurrent
  return (
    open.reduce<EndpointLoad | null>(
      (best, load) => (best === null || share(load) < share(best) ? load : best),
      null,
    )?.id ?? null
  )
}
