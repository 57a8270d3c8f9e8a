import type { Place } from '@/lib/clinical/facts/allergy-substances'
import words from '@/lib/clinical/facts/allergy-words.json'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

const BLANK = /[ \t\u3000\u00a0]/
/** Whether the original has a blank in front of unit `at`, which folding drops between two Han characters. */
const isApart = ({ original, starts }: FoldedText, at: number): boolean =>
  BLANK.test(original.charAt((starts[at] ?? 0) - 1))

const LEAD = new RegExp(`^(?:对|曾|有|既往|为|是|本人|患者|自述|诉|家[中里]|其|的|${words.kin.zh}| ){0,4}$`)
/** Behind these an earlier denial says nothing more: without trouble despite a chart listing penicillin allergy. */
const TURNS =
  /\b(?:despite|although|though|but|however|except|in spite of|notwithstanding)\b(?!.*\b(?:no|not|without|denies|denied|never)\b)[^.;\n]{0,40}$/
/** NKDA, strawberries bring her out in hives: a substance with a verb of its own opens a clause. */
const OWN_VERB = /^ (?:gave|gives?|brought|brings?|makes?|made|causes?|caused|left|leaves?|sends?|sent)\b/
const OPENS = /(?:^|[,;.:] ?(?:but |however |although |and )?)$/
/**
 * Whether the substance at `from`, with 过敏 behind it, opens a clause of its own, so that a denial of another clause does not reach
 * it: 否认冠心病，青霉素过敏; 否认肝炎 磺胺过敏史.
 */
export function standsAlone(folded: FoldedText, { from, to }: Place): boolean {
  const { text } = folded
  const before = text.slice(Math.max(0, from - 60), from)
  if (TURNS.test(before)) return true
  if (OWN_VERB.test(text.slice(to, to + 12)) && OPENS.test(before)) return true
  if (!/^(?:类|类药物|药物|制剂)?(?:均|有|曾)?过敏/.test(text.slice(to, to + 8))) return false
  let at = from
  while (at > 0 && from - at < 8 && !isApart(folded, at) && !/[，,。；;\n]/.test(text[at - 1] ?? '')) at -= 1
  return (isApart(folded, at) || /[，,。；;\n]/.test(text[at - 1] ?? '')) && LEAD.test(text.slice(at, from))
}

/** Whether a denial runs over a blank into what names a substance: 否认糖尿病 头孢曲松过敏 denies no allergy. */
export function runsOver(
  folded: FoldedText,
  { from, to }: Place,
  isNamed: (place: Place) => boolean,
): boolean {
  // 输血史 无 药物过敏史 头孢呋辛: in a row of fields the denial is of the field in front.
  const isOfField = /[史症病]/.test(folded.text[from - 1] ?? '') && isApart(folded, from + 1)
  if (isOfField && isApart(folded, to) && isNamed({ from: to, to: to + 4 })) return true
  for (let at = to - 1; at > from + 2; at -= 1) {
    if (isApart(folded, at)) return isNamed({ from: at, to: Math.min(to, at + 4) })
  }
  return false
}

const ANTIBIOGRAM_BEHIND =
  /^[^,;，；。.\n]{0,36}?(?:敏感|耐药|中介|\b(?:sens(?:itive)?|res(?:ist(?:ant)?)?|suscept\w*|intermediate|[sri](?=[,;.)\n]|$))(?![a-z])|\bmic ?[<>=\d])/
const ANTIBIOGRAM_BEFORE =
  /(?:culture|isolates?|grew|growth|coli|klebsiella|staph\w*|strep\w*|pseudomonas|proteus|enterococc\w*|organism|mrsa|mssa|esbl|vre|candida|msu|csu|sputum|swab|培养|菌)[^.。\n]{0,60}(?:sensitiv\w*|suscept\w*|药敏|敏感)[^.。\n]{0,60}$/
/** Whether a germ is told to be sensitive to the drug, not the patient. */
export const isAntibiogram = (text: string, { from, to }: Place): boolean =>
  ANTIBIOGRAM_BEHIND.test(text.slice(from, to + 44)) ||
  (ANTIBIOGRAM_BEFORE.test(text.slice(Math.max(0, from - 140), from)) &&
    !/过敏|allerg/.test(text.slice(Math.max(0, from - 40), from)))

/** A rule for everybody, a question, or an allergy that is over. */
const GENERAL =
  /\b(?:patients|people|those|anyone|pts|individuals|persons) (?:[a-z]+ ){0,2}(?:with|who (?:are|have))(?: an?)?(?: (?:true|severe|known|documented|history of))? ?$|\bin (?:case of |cases of |true |severe |known |confirmed |the setting of )*$|\b(?:whether|ask(?:ed)? (?:about|if))\b[^.,;\n]{0,24}$|\b(?:outgrew|outgrown|grew out of|no longer has)(?: (?:his|her|the|an?|their|childhood))* ?$|\bno longer (?:is )?allergic to $|\b(?:check|screen|ask) (?:for|about) (?:an? )?$|\bworried (?:(?:that|about|he|she|it|they|may|might|be|could|an?|of) )*(?:allerg\w+ (?:to )?)?$|\bcould (?:this|it|that|he|she) be (?:an? )?(?:allerg\w+ (?:to )?)?$|(?:^|[,，。；;:\n(（?])(?:若|如果?|倘若?|假如|假使|万一|要是|一旦|担心|怕|恐|害怕)(?:患者|病人|其|该|曾|既往|有|对|为|是|他|她|会)*$|过敏者/
/** 若青霉素过敏: the name itself begins with what supposes or fears it. */
const SUPPOSED = /^(?:若|如果|倘若?|假如|假使|万一|要是|一旦|担心|害怕|怕|恐)(?!.*(?:松|汀|沙|定))/
const ASKED_BEFORE =
  /(?:^|[.?\n] ?)(?:is|are|was|does|do|did|has|have|any) (?:he|she|they|the|pt|patient|this|anyone|there|any|known)\b[^.?\n]{0,24}$/
/** Whether a claim speaks of patients in general, or is asked. */
export const isGeneral = (text: string, { from, to }: Place): boolean => {
  const before = text.slice(Math.max(0, from - 56), from)
  return (
    GENERAL.test(before) ||
    SUPPOSED.test(text.slice(from, to)) ||
    (ASKED_BEFORE.test(before) && /^[^.\n]{0,24}\?/.test(text.slice(to - 1, to + 26)))
  )
}

/** 女儿代诉：母亲对…过敏; daughter says mum is allergic: the child tells of the patient. */
const CHILD_TELLS =
  /(?:女儿|儿子|子女|儿媳|女婿)[^。；;\n]{0,4}(?:代?[诉述]|称|说|告知)[:，,“"]{0,2}(?:其|我)?(?:母亲?|父亲?|妈妈?|爸爸?)[^。；;\n]{0,6}$|\b(?:daughter|son)\b[^.\n]{0,16}(?:says?|said|reports?|states?|tells us|:)[^.\n]{0,10}\b(?:mum|mom|mother|dad|father)\b[^.\n]{0,20}$/
/** Whether a relative in front is the patient, of whom a child tells. */
export const isToldByChild = (text: string, { from }: Place): boolean =>
  CHILD_TELLS.test(text.slice(Math.max(0, from - 56), from))

const TESTED =
  /challenge|skin[- ](?:test|prick)|label (?:was |has been )?(?:removed|dropped)|de-?label|\btested\b|tolerat|皮试|激发试验|耐受|再次使用|评估|过敏科|变态反应|核实/
const DISPROVED = [
  /\bnot (?:truly |actually |really )?allergic to ([a-z][a-z -]{2,24}?)(?= any ?more|[.;,:\n]|$)/g,
  /\b([a-z][a-z-]{2,24})[- ]allergy (?:label )?(?:was |has been |is |now )?(?:removed|excluded|ruled out|disproved|refuted|de-?labell?ed)/g,
  /\b([a-z][a-z-]{2,24}) de-?labell?ed\b/g,
  /(?:排除|解除|去除|取消|撤销|推翻|否定|摘除|删除)(?:了|其|该)?([\u4e00-\u9fff]{2,6}?)过敏/g,
  /([\u4e00-\u9fff]{2,6}?)过敏(?:已|可)?(?:被)?(?:排除|除外)/g,
]
/** The substances to which a note concludes, behind a test, that the patient is not allergic. */
export const disproved = (text: string): string[] =>
  TESTED.test(text)
    ? DISPROVED.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name.trim()))
    : []
