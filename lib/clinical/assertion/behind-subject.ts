/** 患者若…, 出院后如…: a subject or a time may stand in front of what opens a clause. */
const SUBJECT =
  /(?:^|[，,。；;:：\n\d]|[.、)）] ?)(?:患者|患儿|病人|病员|产妇|孕妇|宝宝|宝贝|孩子|婴儿|家属|您|你|其|他|她|今后|以后|日后|后续|术后|产后|回家后?|出院后|在家|期间|夜间|途中|路上|白天|晚上|睡前|但)$/
const SUBJECT_MAX = 8

/** Whether nothing but a subject or a time stands between the beginning of the clause and a place. */
export const behindSubject = (text: string, at: number): boolean =>
  SUBJECT.test(text.slice(Math.max(0, at - SUBJECT_MAX), at))
