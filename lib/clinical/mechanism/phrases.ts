import type { Span } from './contract'

/** A named thing or event in the text. */
export interface Phrase extends Span {
  label: string
}

const LABEL_MAX = 64

/** Words that lead into a phrase or out of it and name nothing. */
const LEAD = new RegExp(
  [
    '^(?:',
    String.raw`[\s，,；;：:、*#>•·"'“”‘’(（\[【_]+`,
    String.raw`|[-–—]\s+|\d{1,2}[.)、]\s*`,
    '|的|了|患者|同时|此外|另外|首先|其次|然后|随后|继而|进而|从而|最终|最后|因此|所以|于是|并且|其中|一方面|另一方面|进一步|由于|因为|但是|但|然而',
    // One-character words that also open medical words: 并发症, 再灌注, 能量, 其他, 即刻, 会阴, 可卡因.
    '|其(?![他它余])|故(?!障)|并(?![发存行])|且|而|即(?![刻时])|可(?![待卡逆])|会(?![阴厌])|能(?![量力])|也|又|还(?!原)|则|再(?![灌生发狭入障])|由(?!于)|被(?![膜覆])',
    String.raw`|(?:the|a|an|and|or|thereby|thus|then|ultimately|eventually|further|furthermore|in turn|consequently|therefore|as a result|subsequently|finally|also|often|directly|both|its|their|because)\b\s*`,
    ')+',
  ].join(''),
  'i',
)
const TRAIL = new RegExp(
  [
    '(?:',
    String.raw`[\s，,；;：:、*#"'“”‘’)）\]】_.。]+`,
    '|可以|可能|可|会|能够|进一步|进而|从而|继而|最终|最后|随后|直接|间接|往往|主要|并且|且|而|又|还|也|均|都|不|未|没有|是否',
    // One-character words that also close medical words: 失常, 功能, 合并, 规则, 场所.
    '|(?<![失异正反经])常|(?<![功机潜性动热效])能|(?<!合)并|(?<![原规法])则|(?<!场)所',
    String.raw`|\s(?:can|may|might|will|could|would|then|also|thereby|thus|ultimately|eventually|further|in turn|often|directly|is|are|was|were|be|been|being|and|or|does|do|did|not|cannot|never|to|which|that)`,
    ')+$',
  ].join(''),
  'i',
)
/** Words that point back to what was said before. */
const POINTER =
  /^(?:这|这些|这一过程|这种情况|此|该过程|上述过程|上述|它|它们|两者|后者|前者|which|that|this|these|those|it|they|the latter|this process)$/i
/** A conjunction right before the connective: the subject stays the one of the connective before. */
const COORDINATE =
  /(?:[，,\s]|^|[\p{Script=Han}])(?:并且|并|同时|且|and|and also|and thereby)\s*(?:also|directly|further|进一步|可|会|能)?\s*$/iu

/** `右冠状动脉（约80%）`: a bracket that was opened keeps its end, or goes where it has none. */
function withWholeBrackets(words: string, behind: string): string {
  const open = Math.max(words.lastIndexOf('（'), words.lastIndexOf('('))
  if (open <= Math.max(words.lastIndexOf('）'), words.lastIndexOf(')'))) return words
  return /^[）)]/.test(behind) ? words + behind.charAt(0) : words.slice(0, open).trimEnd()
}

/** The phrase within a stretch of text, without leading and trailing words; null when it names nothing itself. */
export function trimPhrase(text: string, { start, end }: Span): Phrase | null {
  const raw = text.slice(start, end)
  const lead = LEAD.exec(raw)?.[0].length ?? 0
  const rest = raw.slice(lead)
  const trail = TRAIL.exec(rest)?.[0].length ?? 0
  const words = withWholeBrackets(rest.slice(0, rest.length - trail), rest.slice(rest.length - trail))
  const plain = words
    .replace(/[*_`]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '' || POINTER.test(plain) || !/[\p{L}\p{N}]/u.test(plain)) return null
  const characters = Array.from(plain)
  const label = characters.length > LABEL_MAX ? `${characters.slice(0, LABEL_MAX - 1).join('')}…` : plain
  return { label, start: start + lead, end: start + lead + words.length }
}

/** True when the words before a connective keep the subject of the connective before: A导致B，并引起C. */
export function keepsSubject(before: string): boolean {
  return COORDINATE.test(before)
}

function splitAt(text: string, span: Span, separator: RegExp): Span[] {
  const parts: Span[] = []
  let from = span.start
  for (const match of text.slice(span.start, span.end).matchAll(separator)) {
    parts.push({ start: from, end: span.start + match.index })
    from = span.start + match.index + match[0].length
  }
  parts.push({ start: from, end: span.end })
  return parts
}

/** The parts of a stretch between its commas; those inside brackets do not count. */
export function commaParts(text: string, span: Span): Span[] {
  return splitAt(text, span, /[，,](?![^（(]*[)）])/g)
}

const LIST =
  /、|以及|或者|(?<![参])与(?!否)|(?<![饱缓温中调总])和|(?<![涉波累普触顾以])及(?!时)|(?<!抑)或|\s\+\s|\s(?:and|or|as well as)\s/gi
const LONG_ENOUGH = { zh: 2, latin: 3 }

/** What names the sentence and not the thing: **血栓形成**：血小板聚集. A colon before a number parts a ratio or gives a value. */
const LEAD_IN = /^[^（(]*[：:](?!\s*\d|\/\/|[\s*_]*$)/

/** The items of a list (A、B和C), without the words before its colon. A separator next to a very short word belongs to the word and does not count. */
export function listItems(text: string, whole: Span): Phrase[] {
  const leadIn = LEAD_IN.exec(text.slice(whole.start, whole.end))?.[0].length ?? 0
  const span = { start: whole.start + leadIn, end: whole.end }
  const parts = splitAt(text, span, LIST)
  const tooShort = ({ start, end }: Span) => {
    const words = text.slice(start, end).trim()
    return words.length < (/\p{Script=Han}/u.test(words) ? LONG_ENOUGH.zh : LONG_ENOUGH.latin)
  }
  const items = parts.length > 1 && parts.some(tooShort) ? [span] : parts
  return items.flatMap((item) => trimPhrase(text, item) ?? [])
}
