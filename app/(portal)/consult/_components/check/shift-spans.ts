interface Place {
  start: number
  end: number
}

function commonPrefix(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

/**
 * Places of the text `before`, moved to where the same words stand in `after`. Places that the change touches are left out. Linear in
 * the length of the longer text.
 */
export function shiftSpans<T extends Place>(places: readonly T[], before: string, after: string): T[] {
  if (before === after) return [...places]
  const prefix = commonPrefix(before, after)
  let suffix = 0
  const most = Math.min(before.length, after.length) - prefix
  while (suffix < most && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix += 1
  const moved = after.length - before.length
  return places.flatMap((place) => {
    if (place.end <= prefix) return [place]
    if (place.start < before.length - suffix) return []
    return [{ ...place, start: place.start + moved, end: place.end + moved }]
  })
}
