const HAN = /\p{Script=Han}/gu
const LATIN = /\p{Script=Latin}{2,}/gu

/** Whether a text is Chinese: it has at least as many Han characters as Latin words, names of drugs and units among them. */
export const isChinese = (text: string): boolean =>
  (text.match(HAN)?.length ?? 0) >= (text.match(LATIN)?.length ?? 0)
