import type { TermStatus } from '@/lib/clinical/contract'
import { isToldByChild } from '@/lib/clinical/facts/allergy-scope'
import type { Place } from '@/lib/clinical/facts/allergy-substances'
import words from '@/lib/clinical/facts/allergy-words.json'

const { zh: HAN, en: LATIN, tells: TELLS } = words.kin
/** A claim that begins with a relative is theirs. */
const KIN = new RegExp(
  `(?:${HAN}|室友|病友|邻[居床])(?!${TELLS})|其[父母兄弟姐妹子女]|\\b(?:${LATIN}|bed \\d+)\\b`,
)
/** A relative who opens the clause is the one who bears it. */
const KIN_BEFORE = new RegExp(
  `\\b(?:${LATIN}|bed \\d+|bay \\d+)(?:'s)?(?:,? (?:who|and|also|both|is|was|are|has|had|have|been|known|reported(?:ly)?|gets|got|developed|nearly|almost|died|of|with|an?|severe|hives|rash|anaphyla\\w+|reactions?|reacts?|reacted|allergic|allergy|allergies|to|from|after|on|taking|badly)|[:–-]){0,8} $|(?:${HAN}|[父母])(?!${TELLS})(?: ?(?:[:：]|有|对|曾|也|均|都|在?(?:服用?|吃|打|用|输|注射)|allergic to|has|had))*? ?$`,
)
/** 对…过敏——其哥哥; penicillin (mum); hives in her aunt; is his brother's: whose it is may stand behind it. */
const KIN_BEHIND = new RegExp(
  `^(?:过敏)?(?:史|反应)? ?(?:——|--|—|–|-|[(（]|:) ?(?:系|为|是|属)?(?:其|患者|患儿|pt's |his |her |the )?(?:的)?(?:${HAN}|[父母]|${LATIN})(?=[)）。；;，,.\\n ]|$)|^(?: allergy| allergies)?(?: (?:is|was|are))?(?: (?:her|his|their|the|my|pt's))+ (?:${LATIN})'s?\\b|^[^.;,\\n()]{0,36} in (?:(?:his|her|the|their|pt's|a|both|older|younger|twin|maternal|paternal) ){0,2}(?:${LATIN})\\b(?!-|'s)`,
)
/** his wife used her own pen (she is allergic to …): a bracket speaks of the relative named in front of it. */
const KIN_BRACKET =
  /\b(?:his|her|their|the) (?:mum|mom|mother|dad|father|sister|brother|son|daughter|wife|husband|partner|aunt|uncle|cousin|friend|twin)\b[^.;\n()]{0,80}\((?:she|he|who)\b[^().;\n]{0,30}$/
/** In the note of a mother the baby is another person. */
const OF_BABY = /婴儿|宝宝|新生儿|小孩|孩子|患儿/

/** Whether the one who bears it is a relative, in front of the substance or behind it. */
export const isOfRelative = (
  text: string,
  { from, to, status }: Place & { status: TermStatus },
  ofMother: boolean,
): boolean =>
  !isToldByChild(text, { from, to }) &&
  (status === 'family' ||
    KIN.test(text.slice(from, to)) ||
    KIN_BEFORE.test(text.slice(Math.max(0, from - 32), from)) ||
    KIN_BRACKET.test(text.slice(Math.max(0, from - 130), from)) ||
    KIN_BEHIND.test(text.slice(to, to + 60)) ||
    (ofMother && OF_BABY.test(text.slice(Math.max(0, from - 8), from + 4))))

/** Behind a relative's allergy the patient is named again, with a denial that needs no object. */
const ELLIPTIC =
  /^[^。.\n]{0,40}?[，,。；;.] ?((?:他|她|其)?(?:患者|患儿|病人|产妇|老人|孩子|本人|自己|自身|他|她|pt|patient|(?:the )?(?:patient|child|boy|girl)|s?he|self|(?:him|her)self)(?:本人|自己)? ?(?::|-|–)? ?(?:则|均|却|暂|从来?|并|也|倒| )*(?:(?:无|没有?|不|否认|未见|未有|未)(?:过敏)?(?:过|史|情况|反应)?(?=[。；;，,.)\n]|$)|(?:none|nil|nkda|denies|denied|is not|isn't|is ok|not|has none|has no|doesn't|does not|no)(?=[.;,)\n]|$)))/
/** The place of such a denial behind `to`, if there is one. */
export function deniedBehind(text: string, to: number): Place | undefined {
  const match = ELLIPTIC.exec(text.slice(to, to + 70))
  const told = match?.[1]
  if (!match || told === undefined) return undefined
  const from = to + match[0].length - told.length
  return { from, to: from + told.length }
}
