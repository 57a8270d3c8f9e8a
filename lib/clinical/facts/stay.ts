interface Told {
  from: number
  to: number
  /** Its own sentence has ended. */
  behind?: boolean
  /** It opened a block of lines. */
  block?: boolean
}

/** What tells that the stay has gone on: behind it, the signs found on admission are of then. */
const ADMITTED =
  /^(?:入[院科室组]|来|到[院科]|抵|接诊|收[入住治]|转入|就诊|急诊|院前|初诊|首诊|起病|发病|分诊|(?:on|at|upon) (?:admi\w*|arrival|presentation|intake|triage|referral|transfer)|admission|admit|intake|initial|in (?:the )?ed|in resus)/
const WENT_ON =
  /出院(?:小结|记录|时|带药|情况)|转科|查房|(?<!(?:外院|当地|医院|他院)[^，,。；;\n]{0,8})(?:入院|住院|入科|术后|治疗|化疗|产后|用药|病程)后?第? ?[\d二三四五六七八九十]+ ?[天日](?![前余])|住院第|(?:^|[\n，。； ])第 ?[\d二三四五六七八九十]+ ?[天日](?!前)|discharge (?:summary|letter)|discharged|going[- ]home|ward round|(?:\bday |\bd)[2-9]\b(?! (?:of )?(?:(?:his|her|the) )?(?:fever|illness|symptoms?|rash|cough|pain|cycle|period|menses|headache|diarrh))/
export const LEAVES =
  /出院(?:时|前|当?[日天]|那[天日]|$)|going[- ]home|(?:at|on|upon|day of|before|prior to) discharge/

/** 出院时…，现在: who left and tells of now has left that behind. */
const AT_HOME =
  /现在(?!病)|目前在家|回家后|(?<![嘱知议拟划如若待其])出院后|\b(?:since (?:discharge|going home)|now at home|at home now)\b/
/** Who left days ago has left it behind, wherever the text says so. */
const LEFT_BEFORE = /[\d一二三两半]+个?[天日周月]前出院|\b(?:discharged|d\/c'?d?|dc'?d)\b[^.;\n]{0,20}\bago\b/
/** Where the last match of a pattern begins, -1 without one. */
const lastOf = (text: string, pattern: RegExp): number =>
  [...text.matchAll(new RegExp(pattern, 'g'))].at(-1)?.index ?? -1

/** What a whole text tells of the time of its values, before any of them is looked at. */
export interface Course {
  /** Where it speaks of leaving, and where last of being home again. */
  discharge: number
  home: number
  /** Whether what a cue dates is over by now: found on admission of a stay that went on. */
  isOver: (cue: Told) => boolean
}

/** Reads what a text tells of the stay: whether it went on, whether it has ended. */
export function courseOf(text: string): Course {
  const wentOn = WENT_ON.test(text)
  return {
    discharge: text.search(LEAVES),
    home: LEFT_BEFORE.test(text) ? text.length + 1 : lastOf(text, AT_HOME),
    isOver: (cue) => {
      if (cue.behind && !cue.block) return false
      return wentOn && ADMITTED.test(text.slice(cue.from, cue.to))
    },
  }
}
