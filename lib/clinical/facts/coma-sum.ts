const PARTS = /^[ :(]{0,2}e ?(\d) ?v ?(\d) ?m ?(\d)(?: ?[=)] ?\d{1,2}分?)?/

/** The sum of eyes, voice and movement behind the name of the coma scale, and where it ends; null where one is missing or not tested. */
export function comaSumAt(text: string, at: number): { value: number; to: number } | null {
  const match = PARTS.exec(text.slice(at, at + 24))
  if (!match) return null
  const [, eyes, voice, movement] = match
  return { value: Number(eyes) + Number(voice) + Number(movement), to: at + match[0].length }
}
