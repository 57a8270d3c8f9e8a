const HAN = /\p{Script=Han}/u
const HAN_STOP = /[，。、；：？！（）《》“”【】]/

/** Lines of a paragraph as one: with blanks between them, but not between Chinese characters or beside their stops. */
export function joinLines(lines: readonly string[]): string {
  return lines
    .map((line, i) => {
      const [end, begin] = [lines[i - 1]?.slice(-1), line.slice(0, 1)]
      if (end === undefined) return line
      const close = HAN_STOP.test(end) || HAN_STOP.test(begin) || (HAN.test(end) && HAN.test(begin))
      return close ? line : ` ${line}`
    })
    .join('')
}
