import cues from '@/lib/clinical/assertion/address-cues.json'

/** 王奶奶, 沈伯: a surname in front of a word of kinship is an address. */
const SURNAMED = new RegExp(`(?:^|[\\s\\d.,，。；;:、()（）【】*·床号者人])(?:${cues.surnames}|老|小)$`)
const ADDRESS = new RegExp(`^(?:${cues.address})$`)
/** 12床 奶奶, 床3 奶奶: whoever lies in the bed is the patient. */
const IN_BED = /(?:\d+ ?[+-]?\d* ?床|床(?:号|位)?:? ?\d+) ?号?[ :，,、-]*$/
/** 62岁阿姨: an age of the old that opens its clause, in front of the word. */
const OF_AGE = /(?:^|[，,。；;:：\n ])(?:[4-9]\d|1[01]\d) ?岁的?$/

/** Whether the word of kinship from `from` to `to` addresses the patient instead of naming a relative. */
export function isAddressed(text: string, from: number, to: number): boolean {
  if (!ADDRESS.test(text.slice(from, to))) return false
  const front = text.slice(Math.max(0, from - 12), from)
  return SURNAMED.test(front) || IN_BED.test(front) || OF_AGE.test(front)
}
