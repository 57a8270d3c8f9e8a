/** Index of the first item that `holds` is true for, in a list where it is false first and then true; its length where it never is. */
export function firstAt<S>(items: ArrayLike<S>, holds: (item: S) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
