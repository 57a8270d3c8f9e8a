import { REACTION } from '@/lib/clinical/facts/allergy-reactions'
import words from '@/lib/clinical/facts/allergy-words.json'

export interface Place {
  from: number
  to: number
}

export interface Claim extends Place {
  reaction?: string
  /** Counts only where the substance is a drug of the dictionary. */
  drug?: true
}

const DISOWNED = new RegExp(words.disowned)
const TAKEN_BACK = new RegExp(words.taken_back)
const BORNE_HERE = new RegExp(words.borne)
/** What is said of an item: to the next item, a bracket number or the end of the sentence; `C. diff` ends none. */
const COMMENT = /^[^]*?(?=[;；](?! ?(?:he|she|says|it|but|后|但))|[。\n]|(?<!\b[a-z])\. | \d\) ?[a-z]|$)/
const BRACKETS = /[(（][^()（）\n]{2,60}[)）]/g
const SEPARATOR =
  / (?=\d\) ?[a-z])|[、，,;；/\n]|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|以及|和|及|与|或| as well as | [+&] | and | or |(?<!\b[a-z])\. |\(\d\)/
const LEAD_WORDS =
  /[\s|:：\-–"“'(（)]|\d{1,2}[.)]|家[中里]|其[父母兄弟姐妹子女]|[父母]亲?|对|有|曾|为|是|于|既往|其|因|(?:the|a|an|to|drug|known|previous|some|both|all|report(?:s|ed)|has|had|severe|documented|confirmed|proven|childhood|any|says|yes|he|she|tells|allergic to|allergy to)\b|患者|病人|家属|家长|代诉|自诉|自述|诉|述|小时候|小时|幼时|儿时|从小|婴儿期|年轻时|以前|去年|喝|饮用?|吃|食用|使用|服用|接触|注射|输注/
const LEAD = new RegExp(
  `^(?:(?:(?:其|患者|他|她)的?)?(?:${words.kin.zh})(?!${words.kin.tells})|(?:${words.kin.en})(?:'s)?(?![a-z-])|${LEAD_WORDS.source})+`,
)
const TAIL =
  /(?:[\s|.:：\-–"”')）]|等|类|药物|制剂|药|均|皆|有|史|起|过敏|allerg(?:y|ies)|tablets?| only| alone|noted|listed|documented|recorded|reported|confirmed)+$/
const EMPTY =
  /^(?:(?:nil|none|no|nothing|not|never|pt|patient|self|(?:him|her)self|others?)\b.*|as|about|resolved|settled|mild|severe|childhood|re|regarding|infusion|transfusion|allergic|anaphylactic|adverse|allergic|serious|allergens?|substances?|-+|gets?|got|develop(?:s|ed)|reactions?|patient|[两三四五六多数几\d]+种[^，。]*|under|listed|nil known|unknown|undocumented|unobtainable|not (?:known|documented|recorded|available)|no known|暂未发现?|暂未|未知|不明|待[补问定核]\S*|tbc|tba|await.*|fhx?|shx?|pmhx?|dhx?|family history|to be confirmed.*|de-?label.*|家族|obtain|不清楚?|待查|未询问|未述|药物|食物|药|食|史|无|否认|多种|none|nil|known|no|drug|drugs|food|nkda|any|anything|[一二两三四五六七八九十半数几]+个?[周天日月年]|own|real|true|definite|actual|medication|medications|其他|不详|未|nb|皮肤|鼻|眼|全身|局部|季节性?|追问|询问|不是|并非|不属|可疑|是否|后|注射后|使用后|用后|服后|服用后|the|his|her|has|had|this|that|new|old|red|of|injection-site|injection site|花粉症|seasonal|skin|nasal|不良|特殊|严重|明显|任何|药物食物|药食|食物药物)$/
const LONGEST = 30

/** sux? - told to avoid: what is asked about is no claim. */
const ASKED = /^ ?\?(?!\?)/
/** 头孢曲松静滴5分钟胸闷: how it was given ends the name. */
const GIVEN =
  /(?<=[\u4e00-\u9fff]{2})(?:静滴|静推|口服|输注|肌注|注射|首剂|首次|第一次|皮试|用后|服后|吃后|打后|[吃打用服]了)/

/** What ends a name: a bracket, a reaction, a year, or whose it is. */
const ENDS_NAME = new RegExp(
  `[(（:]|→|->| - | – |--|-(?=[\\u4e00-\\u9fff])| = | ?\\||\\?\\?| as a | per | but | in \\d{4}| in (?:his |her |the |their )?(?:${words.kin.en})(?![a-z])`,
)
/** Where a list of substances ends and the story goes on. */
const ENDS_LIST =
  /(?:,| and)? (?:therefore|hence|so|instead|on|now|currently|takes|taking|started|given|presents|is on|was|has|but|who|today|with)\b|[，,、]?(?:现|目前|今|予|拟|给予|此次|否认|无|因|服用|口服)/

/** cobalt: eczema is an item of a list, and no heading. */
const ITEM = new RegExp(`${REACTION}|dermatitis|eczema|sore|burn|contact`)
/** A list of allergies ends where a sentence stands that names no reaction, or where another heading does. */
function listOf(piece: string): string {
  let length = 0
  for (const [i, sentence] of piece.split(/(?<=(?<!\b[a-z])[.。]) /).entries()) {
    const listed = /^[^,.;]{2,24} [-–=] |^nil /.test(sentence) || ITEM.test(sentence)
    if ((i > 0 && !listed) || (/^[a-z/]{2,14}:/.test(sentence) && !listed)) break
    length = piece.indexOf(sentence, length) + sentence.length
  }
  const heading = /\n[a-z][a-z &/]{2,20}:(?=([^\n]*))/.exec(piece)
  const list = piece.slice(
    0,
    heading && !new RegExp(REACTION).test(heading[1] ?? '') ? Math.min(length, heading.index) : length,
  )
  const end = list.search(ENDS_LIST)
  return end < 0 ? list : list.slice(0, end)
}

/** The substances of a claim: parted at commas and conjunctions, with the reaction in brackets or behind a dash. */
export function substances(text: string, { from, to }: Place): Claim[] {
  const found: Claim[] = []
  const piece = listOf(text.slice(from, to))
  // A comma in brackets parts nothing.
  const parted = piece.replace(BRACKETS, (one) => {
    const inner = one
      .slice(1, -1)
      .replace(new RegExp(SEPARATOR.source, 'g'), (mark) => '~'.repeat(mark.length))
    return `${one.slice(0, 1)}${inner}${one.slice(-1)}`
  })
  let at = 0
  for (const [i, written] of parted.split(new RegExp(`(${SEPARATOR.source})`)).entries()) {
    const answer = /^ ?(?:yes|y) ?[-:,]? /.exec(written)?.[0].length ?? 0
    const part = written.slice(answer)
    const begin = from + at + answer
    at += written.length
    if (i % 2 === 1) continue
    const name = part.split(ENDS_NAME)[0]?.split(GIVEN)[0] ?? ''
    const reaction = new RegExp(REACTION).exec(part)?.[0]
    const lead = LEAD.exec(name)?.[0].length ?? 0
    const plain = name
      .slice(lead)
      .replace(TAIL, '')
      .replace(new RegExp(`${REACTION}.*$`), '')
      .replace(TAIL, '')
    if (
      plain.length < 1 ||
      plain.length > LONGEST ||
      EMPTY.test(plain) ||
      /\d/.test(plain) ||
      !/[a-z]{2}|[\u4e00-\u9fff]/.test(plain) ||
      ASKED.test(part.slice(lead + plain.length))
    ) {
      continue
    }
    if (DISOWNED.test(part)) continue
    const comment = COMMENT.exec(text.slice(begin, begin + 96))?.[0] ?? ''
    if (TAKEN_BACK.test(comment) || (!reaction && BORNE_HERE.test(part.slice(lead + plain.length)))) continue
    found.push({ from: begin + lead, to: begin + lead + plain.length, ...(reaction ? { reaction } : {}) })
  }
  return found
}
