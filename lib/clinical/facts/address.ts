import forms from '@/lib/clinical/facts/address.json'

/** 赵奶奶, 钱大爷: how a community nurse calls the patient by the family name; 她奶奶 and 其母 are relatives. */
const NAMED = new RegExp(
  `(?<![我你您他她它其])[${forms.surnames}](?:${forms.titles.join('|')})(?=[\\s,，。;；、(（:：男女\\d]|$)`,
  'g',
)
/** How an old patient is called without a name: behind a bed, at the head of a line, or the one that is spoken of. */
const TITLES =
  '(?:老?爷爷|伯伯|大伯|阿伯|大叔|叔叔|阿公|公公|阿叔|老爷子|老伯伯|大爷|老?奶奶|婆婆|阿婆|阿姨|大妈|大娘|大婶|阿嬷|阿嫲|大姐|老?太婆)'
const BED =
  '(?:(?:床|bed|房)(?:位|号)?:? ?[a-z]?\\d{1,3}(?:[-a-z]\\d{0,2})?[ ,，:、]{0,2}|\\d{1,3}床(?:的|[ ,，:、])?)'
const CALLED = [
  new RegExp(` ?${TITLES}(?<=${BED} ?${TITLES})(?!(?:[说称诉述代陪]|有|患|曾|已故|去世|是|的))`, 'g'),
  new RegExp(
    `(?<=^|\\n) ?${TITLES}(?=[ ,，(（:]?(?:今年|约|现年)? ?\\d{2,3} ?岁)(?!.{0,10}(?:[逝去]世|死|故))`,
    'g',
  ),
  // 这位大姐, 那个…的大叔
  new RegExp(`(?<=[这那][个位]|[个位])${TITLES}(?=[ ,，。(（:\\n今昨现\\d]|$)`, 'g'),
]
/** What every title has: most texts have none, and are not looked through for whole forms. */
const MAY_CALL = /[爷伯叔公奶婆姨妈娘婶嬷嫲姐]/
const callsIn = (text: string): RegExp[] => (MAY_CALL.test(text) ? [NAMED, ...CALLED] : [])

/** In the note of a couple that wants a child the woman is the patient. */
const COUPLE = /不孕|备孕|试管|\bivf\b|促排|取卵|获卵|胚胎移植|生殖中心/
const WIFE = /(?<=^|[\n，,。；;：:] ?)(?:妻子?|女方)(?=[ ,，:：]{0,2}\d{2}岁)/g

/** Daughter says mum was fine; 女儿代诉：母亲…: whose child tells is the patient. */
const PARENT_TOLD =
  /(?<=\b(?:daughter|son)\b[^.\n]{0,16}\b(?:says?|said|reports?|states?|stated)\b[^.\n]{0,10}["“']?)\b(?:mum|mom|mother|dad|father)\b(?!'s| (?:had|died))|(?<=(?:女儿|儿子)代?[诉述称][:：，,“"]{0,2}(?:其|我)?)(?:母亲|父亲|妈妈|爸爸)/g

/** A word of address that names the patient. */
interface Addressed {
  from: number
  to: number
  value: 'male' | 'female'
}

/** Where the text calls the patient by a word that otherwise names a relative: 3床奶奶, 李阿姨, 那位大姐. */
export function addressed(text: string): Addressed[] {
  const words = [...callsIn(text), PARENT_TOLD, ...(COUPLE.test(text) ? [WIFE] : [])]
  return words.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: word }): Addressed => ({
      from: index,
      to: index + word.length,
      value: /[爷伯叔公父爸]|dad|father/.test(word) ? 'male' : 'female',
    })),
  )
}

/** The text in front of `to`, at most `length` of it, with blanks for the patient's own name and title: these name no relative. */
export function leadUp(text: string, to: number, length: number): string {
  const from = Math.max(0, to - length)
  const cut = from > 0 && text[from - 1] !== '\n'
  const behind = text.slice(to, to + 16)
  const lead = `${cut ? '~' : ''}${text.slice(from, to)}${behind}`
  const titles = callsIn(lead)
  // The whole text is looked through only where a wife is named.
  const words = /妻|女方/.test(lead) && COUPLE.test(text) ? [...titles, WIFE] : titles
  const plain = words.reduce((rest, pattern) => rest.replace(pattern, ''), lead)
  return plain.slice(0, plain.length - behind.length)
}
