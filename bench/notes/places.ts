export interface Place {
  start: number
  end: number
}

export const overlaps = (a: Place, b: Place, slack = 0): boolean =>
  a.start < b.end + slack && b.start < a.end + slack

/** Every place of a word in a text, letters of any case; a Latin word must stand alone. */
export function placesOf(text: string, word: string): Place[] {
  const places: Place[] = []
  const [lower, sought] = [text.toLowerCase(), word.toLowerCase()]
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + 1)) {
    const around = [lower[at - 1] ?? '', lower[at + sought.length] ?? '']
    const latin = /^[a-z]/.test(sought)
    if (latin && around.some((letter) => /[a-z]/.test(letter))) continue
    places.push({ start: at, end: at + sought.length })
  }
  return places
}
