import { withoutDoses } from '@/lib/clinical/assertion/drug-cues'

/** How far apart two drugs may stand of which one takes the other's place. */
const REACH = 64

/** A verb of change with its preposition, right in front of the drug that comes: whatever the verb, the one in front goes. */
const FORTH =
  /(?:[改换转]|更[改换]|替换|调整|调|[降升简优变](?:化)?(?=[为成])|替以|代之以|继以|升级|升阶梯?|降级|降阶梯?|序贯|过渡|切换|变更|交换)(?:[为成至到作用予服以上回给药了]|治疗|口服|静脉|肌注|皮下)*(?:口服|静脉|静滴|皮下|联合|短效|长效|单药|缓释|[a-z ]{0,6})?$|(?:->|→|=>)[^，,。；;]{0,6}$|\b(?:chang|switch|swap|convert|rotat|transition|cross|escalat|de-?escalat|narrow|broaden|step|mov|upgrad|downgrad|exchang|trad|modif|adjust|replac|flip|turn|follow|dropp|ditch)\w*\b[^,.;]{0,28}\b(?:to|for|by|with|onto|into|in favou?r of)(?: (?:iv|po|sc|oral|subcut\w*|regular|the|a|long-acting|short-acting|generic|low-dose|high-dose))* ?$/
/** The one behind goes, and that in front comes. */
const BACK =
  /\b(?:instead of|in place of|rather than|in lieu of|substitut\w+ for|to replace|replac(?:es|ed|ing)(?! by| with)|(?:chang|switch|convert|mov|swapp)(?:ed) (?:over )?from)(?: (?:the|his|her|their|oral|iv))? ?$|(?:代替|替代|取代|顶替|替换|替下|换下|而非|而不用)(?:原来?的?|口服)?$/
const IN_ITS_PLACE = /(?:替换|替下?|代|换下)$/
const TAKEN_FOR_IT = /[用以][^，。；;]{0,4}$/
/** `from A to B`, `bridged off A onto B`: the verb stands in front of both. */
const BARE_TO = /^ *(?:over )?(?:to|onto|for|with)(?: +(?:iv|po|sc|oral|subcut\w*|regular))* *$/
const OPENED =
  /\b(?:from|off|chang|switch|convert|rotat|transition|escalat|narrow|mov|swap|step|cross|replac|substitut|exchang|trad)\w*[^,.;]{0,20}$/
const INTENT =
  /拟|考虑|建议|计划(?!怀孕|妊娠|生育)|准备|打算|可|待|若|如|必要时|择期|将(?!$)|下周|明日|能否|是否|\b(?:will|would|could|can|may|might|should|plan\w*|consider\w*|to be|if|aim|hope|suggest\w*|recommend\w*|intend\w*|discuss\w*|pending|tomorrow|next|(?<!from )to (?:switch|change|convert|swap))\b/

const PUT_OFF =
  /^(?:[a-z\d./-]+ ){1,4}?(?:when|once|if|unless)\b(?! (?:a|daily|per|every|weekly)\b)|^[^，,。；;\n]{0,14}[，,]?[^，,。；;\n]{0,6}(?:再议|再说|再定|另议|待定)/
/** was changed to B once cultures were back: told as done, at the time that it names. */
const DONE =
  /\b(?:(?:chang|switch|swapp|convert|rotat|replac|stepp|narrow|broaden|escalat|exchang|transition)ed|moved)\b/
const WHEN_KNOWN = /^[^.;\n]{0,16}\b(?:when|once)\b(?![^.;\n]{0,24}\b(?:can|is|are|will|able|stable)\b)/
const CAUSED = /(?:所致|引起|导致|相关)[^。；;]{0,8}(?:已|均|即|遂)[^，,。；;]{0,4}停/
/** `MTX (liver 2017), now tofacitinib`: with why it went, and what is taken now. */
const GONE_FOR = /^ ?\([^()]{2,30}\) ?[,，;；] ?(?:and |but )?(?:now|currently|现|目前)(?: on|用|服|予)? ?$/

/** Which of two drugs that follow each other takes the other's place; `plan` is a change still to come. */
export type Switch = 'forth' | 'back' | 'plan' | 'plan back' | null

/** How the words from `from` to `to` join two drugs; `front` stands in front of the first of them, in its clause. */
export function switchOf(text: string, { from, to }: { from: number; to: number }, front: string): Switch {
  if (to - from > REACH || to <= from) return null
  const raw = text.slice(from, to)
  if (GONE_FOR.test(raw) || /^ ?\([^()\n]{0,12}(?:换|改)\) ?$/.test(raw)) return 'forth'
  if (/[。；;\n]|[a-z]\. /.test(raw)) return null
  const gap = withoutDoses(raw)
  const back = BACK.test(gap) || (IN_ITS_PLACE.test(gap) && TAKEN_FOR_IT.test(front))
  const forth = !back && (FORTH.test(gap) || (BARE_TO.test(gap) && OPENED.test(front)))
  if (!back && !forth) return null
  // 现替罗非班泵入，24h后改阿司匹林: what is of now is changed later.
  if (/现(?!病)|目前|今/.test(front) && /\d ?(?:h|小时|天|日|周)后/.test(gap)) return 'plan'
  // 考虑甲药所致，已停，换用乙药: what is thought is the cause, and the change is told as done.
  if (CAUSED.test(gap)) return back ? 'back' : 'forth'
  // swap for B when she stops the pill; 要降脂换乙药，出院再议: what stands behind puts the change off.
  const verb = gap + front.slice(-20)
  const told = DONE.test(verb) && !INTENT.test(verb) && WHEN_KNOWN.test(text.slice(to, to + REACH))
  if (!told && PUT_OFF.test(text.slice(to, to + REACH))) return back ? 'plan back' : 'plan'
  if (INTENT.test(gap) || INTENT.test(front.slice(-20))) return back ? 'plan back' : 'plan'
  return back ? 'back' : 'forth'
}
