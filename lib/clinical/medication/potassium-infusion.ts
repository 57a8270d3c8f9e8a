import type { OrderCue } from '@/lib/clinical/medication/table-schema'

/** mg of potassium chloride in a mmol. */
const MG_PER_MMOL = 74.5
/** 0.3 % by a peripheral vein, with a tenth for the volume of the drug itself (leaflet; 40 mmol/L). */
const CONCENTRATED_MG_PER_ML = 3.4
/** 20 mmol an hour (leaflet: 0.75 g an hour as a rule, 1.5 g at most under a monitor). */
const FAST_MG_PER_HOUR = 1575

const MMOL = /^[^\d，,。;；]{0,8}(\d{1,3}(?:\.\d)?) ?(?:meq|mmol)/
const VOLUME = /(?<![\d.])(\d{2,4}) ?ml(?!\/)/g
const MINUTES = /(?:over|in|within)? ?(\d{1,3}) ?(?:分钟|mins?\b|minutes?)/
const HOURS =
  /(?:over|in|within|于)? ?(\d{1,2}(?:\.\d)?) ?(?:小时|hrs?\b|hours?)(?:内|滴完|泵完|输完)|over (\d{1,2}(?:\.\d)?) ?(?:h|hrs?|hours?)\b/

function hoursIn(text: string): number | undefined {
  const minutes = MINUTES.exec(text)?.[1]
  if (minutes !== undefined) return Number(minutes) / 60
  const hours = HOURS.exec(text)
  return hours ? Number(hours[1] ?? hours[2]) : undefined
}

/**
 * Whether an order of potassium by vein is too strong or too fast: `concentrated` from the volume that it is mixed into, `fast` from
 * the time in which it runs. `sentence` is what holds the order, `behind` what follows the drug, `mg` its amount where that is known.
 */
export function potassiumCues(sentence: string, behind: string, mg: number | undefined): OrderCue[] {
  const mmol = MMOL.exec(behind)?.[1]
  const amount = mg ?? (mmol === undefined ? undefined : Number(mmol) * MG_PER_MMOL)
  if (amount === undefined) return []
  const volume = Math.max(0, ...Array.from(sentence.matchAll(VOLUME), (match) => Number(match[1])))
  const hours = hoursIn(behind)
  const found: OrderCue[] = []
  if (volume >= 50 && amount / volume > CONCENTRATED_MG_PER_ML) found.push('concentrated')
  if (hours !== undefined && hours > 0 && amount / hours > FAST_MG_PER_HOUR) found.push('fast')
  return found
}
