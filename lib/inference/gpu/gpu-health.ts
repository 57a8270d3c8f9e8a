/** How a card is at the moment. Absent values are those that it does not tell. */
export interface CardHealth {
  index: string
  celsius: number | null
  /** Errors of its memory that could not be corrected, since the driver was loaded. */
  uncorrectedErrors: number | null
}

/** The fields asked of nvidia-smi, in the order in which `parseHealth` reads them. */
export const HEALTH_FIELDS = 'index,temperature.gpu,ecc.errors.uncorrected.volatile.total'

const number = (field: string): number | null => (/^\d+(\.\d+)?$/.test(field) ? Number(field) : null)

/** The cards in the CSV of nvidia-smi (no header, no units); lines of another form are no cards. */
export function parseHealth(csv: string): CardHealth[] {
  return csv.split('\n').flatMap((line) => {
    const [index = '', celsius = '', errors = '', ...more] = line.split(',').map((field) => field.trim())
    if (!/^\d+$/.test(index) || more.length > 0) return []
    return [{ index, celsius: number(celsius), uncorrectedErrors: number(errors) }]
  })
}

/** Faults of cards that the driver has told: how often each number of a card came. */
export interface XidCount {
  /** Address on the bus, such as `0000:01:00`. */
  card: string
  xid: string
  count: number
}

/**
 * The Xid messages of NVIDIA's driver in the log of the kernel (NVIDIA, "XID Errors", 2025: `NVRM: Xid (PCI:address): number, …`),
 * counted by card and number. Nothing else of a line is taken: it may name a process.
 */
export function countXids(log: string): XidCount[] {
  const counts = new Map<string, XidCount>()
  for (const [, card = '', xid = ''] of log.matchAll(/NVRM: Xid \(PCI:([0-9a-f:.]+)\): (\d{1,4})\b/gi)) {
    const one = counts.get(`${card} ${xid}`) ?? { card, xid, count: 0 }
    counts.set(`${card} ${xid}`, { ...one, count: one.count + 1 })
  }
  return [...counts.values()]
}
