const PARTS = /^[ :(]{0,2}e ?(\d) ?v ?(\d) ?m ?(\d)(?: ?[=)]? ?(?:1[0-5]|[3-9])(?![\d.:/])分?)?/

/** The sum of eyes, voice and movement behind the name of the coma scale, and where it ends; null where one is missing or not tested. */
export function comaSumAt(text: string, at: number): { value: number; to: number } | null {
  const match = PARTS.exec(text.slice(at, at + 24))
  if (!match) return null
  const [, eyes, voice, movement] = match
  return { value: Number(eyes) + Number(voice) + Number(movement), to: at + match[0].length }
}

/** E3V3M5 that stands without the name of the scale. */
export const bareComaAt = (text: string, at: number): { value: number; to: number } | null =>
  /^e[1-4] ?,?v[1-5] ?,?m[1-6](?![\da-z])/.test(text.slice(at, at + 10)) ? comaSumAt(text, at) : null
