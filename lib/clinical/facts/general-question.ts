const ENDS = /[。!！?？\n]|(?<=[a-z]{2})\. /g
const NOBODY = /(?:没有|无|非|不是)(?:具体|特定|某个)?的?(?:病人|患者)|no (?:particular|specific) patient/g
const ASKS =
  /[?？]|如何|怎么|怎样|怎么办|吗|能否|可否|哪[个种些]|多少|什么|应该?如何|\b(?:what|which|how|should|could|would|can|is it|are there)\b/
/** Somebody of whom the question is asked. */
const SOMEBODY =
  /[我她他你您]|患者|病人|本人|\d{2} ?岁|孕 ?\d|停经|\b(?:i|i'm|my|she|he|her|his|patient|pt|this|our)\b|\b\d{2} ?(?:yo|y\/o|f|m|-year)/

/** How far a sentence is read to either side. */
const REACH = 160

/** Whether the sentence around `at` asks of everybody, such as: may a nursing mother take this? It tells nothing of a patient. */
export function isGeneralQuestion(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - REACH), at)
  const behind = text.slice(at, at + REACH)
  const opens = [...before.matchAll(ENDS)].at(-1)
  const closes = [...behind.matchAll(ENDS)][0]
  const head = opens ? before.slice(opens.index + opens[0].length) : before
  const tail = closes ? behind.slice(0, closes.index + closes[0].length) : behind
  const sentence = `${head}${tail}`.replace(NOBODY, '')
  return ASKS.test(sentence) && !SOMEBODY.test(sentence)
}
