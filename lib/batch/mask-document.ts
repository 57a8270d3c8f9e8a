import 'server-only'

const PATTERNS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [
    /(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])/g,
    '[证件号]',
  ],
  [
    /(?<![0-9.])(?:(?:\+?86)[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?![\d.])(?!\s*(?:IU|U|copies|拷贝|\/|×|mL))/gi,
    '[电话]',
  ],
  [/(?<=(?:住院号|病案号|病历号|门诊号|就诊号|登记号)\s*[:：]?\s*)[A-Za-z]{0,3}\d{4,14}/g, '[病历号]'],
  [/(?<=(?:姓名|患者|联系人|家属)[:：]\s*)[\p{Script=Han}·]{2,4}/gu, '[姓名]'],
]

/** The text with identifiers masked, and how many there were. */
export function maskDocument(text: string): { text: string; count: number } {
  let count = 0
  const masked = PATTERNS.reduce(
    (now, [pattern, mask]) =>
      now.replace(pattern, () => {
        count += 1
        return mask
      }),
    text,
  )
  return { text: masked, count }
}
