/** A stop with a date or a course in front of it, or a taper that ends in it and is not told as done. */
const UNTIL =
  /(?:至|到|满) ?\d[^，。；;)]{0,12}(?<![已均遂即而])$|\bfor \d+[^,.;]{0,14} then $|(?<!(?:已|昨|今|于|自行|自己|擅自|[天日周月]后)[^，。；;]{0,6})[至减]$/
const INTENDED =
  /(?:拟|计划|预计|待|择期|准备|打算|明[日天早晨晚]|后天|下周[一二三四五六日]?)[^，,。；;:]{0,10}$|(?:考虑|建议|可|将)(?:逐渐|尽快|尽早|适时)?$|(?:再|另)(?:定|议|说|评估|考虑|商量|决定)[^，,。；;:]{0,4}$|(?:何时|什么时候|几时|是否|能否|可否)[^，,。；;:]{0,4}$|\b(?:(?:plan\w*|aim\w*|hop\w+|want\w*|wish\w*|due|going|about|ready|intend\w*|likely) to|will|may|might|could|can|would|consider) $/
/** 已于今晨8点满24h停: told as done, whatever time stands in between. */
/** 用足10天停了: the word itself says that it is done. */
const ENDED = /^停(?:用|药|服|掉)?(?:了|掉|咗)/
const DONE = /(?:已(?:于|经)|昨[日天晚夜]|今[晨早])[^，,。；;拟待预将明]{0,16}$/
/** Somebody would like to come off a drug, whatever the word. */
const WISHED =
  /\b(?:want\w*|like|wish\w*|hop\w+|keen|asking|consider\w*|thinking (?:of|about)|discuss\w*)(?: to)? (?:(?:be|come|get|try) )*$/
/** A pause that ends by itself: 停3天后恢复. */
const PAUSE = /^停(?:药|用|服)? ?[\d一两三]+[天日周][^，。；;]{0,6}(?:恢复|重启|续用|继续)/
const NEGATED =
  /(?:未|没有?|无|不(?:能|可|敢|宜|要|得|必|应|许)?|没敢|勿|别|否认)(?:曾|再|自行|擅自|随意|有|过|骤|突然|急)?$|\b(?:never|not|don't|didn't|hasn't|denies|cannot|without)(?: (?:been|ever|be|yet|abruptly|to))* $/
const REACH = 24
/** 术前停48h, 术晨停, omit 24 h before surgery: a pause for what is to be done, so that the drug is taken until then. */
const FOR_WORK = /(?:术前|术晨|术日|手术日|造影前|检查前|穿刺前)[^，。；;\n\d]{0,2}$/
const FOR_TIME = /^停(?:用|药)? ?(?:\d|[一二两三])/
const THAT_MORNING = /(?:术晨|术日晨?|手术(?:当)?[日天]晨?|检查当[日天]晨?|[术当]日早晨)$/
const BEFORE_WORK =
  /^(?:omit|hold|stop|withhold|miss)(?:ped)?\b(?: (?:it|for|from|on))* ?(?:\d+ ?(?:h|hrs?|hours?|d|days?)|(?:the )?(?:morning|day|night)) (?:before|of|pre|prior)/

/**
 * Whether the stop whose word begins at `at` is still to come: 至2026年3月后停, for 5 days then stop, 拟停, 停3天后恢复. The drug is
 * taken until then. `from` is where the words begin that may say so.
 */
export function isStopToCome(text: string, at: number, from = 0): boolean {
  const before = text.slice(Math.max(from, at - REACH), at)
  if (WISHED.test(before)) return true
  const words = text.slice(at, at + REACH * 2)
  if (
    BEFORE_WORK.test(words) ||
    (FOR_WORK.test(before) && FOR_TIME.test(words)) ||
    (THAT_MORNING.test(before) && /^停(?:用|服)?(?:[一1]次)?(?=[，,。；;、\n)]|$)/.test(words))
  ) {
    return true
  }
  if (text[at] === '停' && DONE.test(before)) return false
  if (ENDED.test(words) && !INTENDED.test(before)) return false
  if (text[at] !== '停' && !text.startsWith('stop', at)) return false
  // for 7 days then stopped: what is told as done is not to come.
  if (text.startsWith('stopped', at) && !INTENDED.test(before)) return false
  return UNTIL.test(before) || INTENDED.test(before) || PAUSE.test(text.slice(at, at + REACH))
}

/** Whether the word of ending at `at` is denied: 未停, 不能停, never stopped, has not missed. The drug is taken. */
export const isStopDenied = (text: string, at: number): boolean =>
  NEGATED.test(text.slice(Math.max(0, at - REACH), at))

const RESUMED =
  /(?:[天日周月]后|现|今|昨)(?:已|又)?恢复|(?:今|昨|现|目前|前[天日])(?:[日天晨早晚午夜]|下午|上午)?(?:起|已|又|再|开始|重新)+(?:恢复|用上|吃上|服上|续上|接上|(?<=又|重新)(?:在)?[吃用服打])|(?<![待后再拟未])恢复(?:使用|服用|口服|用药|原量)|(?:术后|出院后|次日|第 ?[\d一二三四五六七]+ ?[天日周]|\d+[日号])[^，,。；;待拟]{0,4}恢复(?=[，,。；;)\n]|$)|(?<![待后再拟未])(?:重启|重新(?:服|用|启|开|口服|使用)|续用)|(?<!\b(?:not|never|yet|be|until|till|when|if|once|unless|before|n't)(?: (?:yet|be|been|he|she|it|is|was|has))* )\b(?:restarted|resumed|reinstated|reintroduced|recommenced)\b/

/** 停甲药，镇痛泵续用: what has a subject of its own goes on, not the drug in front. */
const OF_ANOTHER =
  /[，,、；;] ?(?![现已今后再又术出明次第患症停血病体待])[\u4e00-\u9fff]{2,6}(?:续用|恢复|重启|继续)/g

/** 停药后视物不清，今已恢复: what has recovered is the state that is named in between. */
const OF_STATE =
  /[，,][^，,。；;]*(?:停药|用药|服药)[前后时期间]*[^，,。；;]{2,}[，,][^，,。；;]{0,6}恢复(?!用|使用|服|口服|原量)|[，,][^，,。；;]*(?:征|症|痛|疹|麻木?|肿|吐|泻|热|力|能|值|数|象|识|酶|欲|便|常)[^，,。；;]{0,4}[，,][^，,。；;用药服]{0,4}恢复(?=[，,。；;)\n]|正常|$)/g

/** 停甲药，续用乙药; stop A, resumed B: the verb right in front of the next drug is that one's. */
const OF_NEXT =
  /[，,;；.] ?(?:and |but |now )?(?:[已现今仍并]*(?:恢复|续用|重启|重新(?:使用|启用|服用?|开始)|继续)(?:使用|口服|服用|应用|予|用)?|(?:re)?(?:started|sumed|instated|introduced|commenced|resumed)(?: on)?(?: (?:his|her|the|home|usual|regular|oral|iv))*) ?$/
/** Whether words behind a stop, up to the next drug if there is one, tell that the drug was taken up again. */
export const isResumed = (words: string, toNext = false): boolean =>
  RESUMED.test((toNext ? words.replace(OF_NEXT, '') : words).replace(OF_ANOTHER, '').replace(OF_STATE, ''))

/** 镇痛泵停后减半: what stands between the comma and the stop is what has been stopped. */
const OTHER_SUBJECT =
  /[，,] ?(?![该此本其因以上述两原]|停)[\u4e00-\u9fff]{1,5}(?<![该此本原两种类])(?:药|剂|泵|机|管|奶|氧|激素|抗生素|镇静|镇痛|化疗|透析|光疗|输液|补液|crrt|ecmo)$/

/** Whether a stop behind these words is of what the last clause of them names, not of the drug in front. */
export const isOfAnother = (words: string): boolean => OTHER_SUBJECT.test(words)
