/** What a list can be narrowed and sorted by, and how it begins. */
export interface ListShape<F extends string> {
  /** Stands before its names in the address of a page that has several lists. */
  name?: string
  /** What it can be sorted by. */
  sorts: readonly string[]
  first: Order
  /** The choices of each filter. */
  filters: Readonly<Record<F, Choices>>
}

interface Order {
  sort: string
  order: 'asc' | 'desc'
}

interface Choices {
  /** A closed list, or the form of ids or days; never of words. */
  allowed: readonly string[] | RegExp
  /** Where the filter begins; by default with everything. */
  first?: string
}

/** Where a list stands: its page, from 1, its order and its filters. */
export type ListPlace<F extends string> = Order & { page: number } & Record<F, string>

/** Ids of rows as they stand in an address. The server judges them (`lib/shared/ids.ts`). */
export const IDS = /^[a-z0-9-]{1,64}$/
/** Days as they stand in an address. */
export const DAYS = /^\d{4}-\d{2}-\d{2}$/
/** The shape of a list in one order. */
export const UNSORTED = { sorts: [], first: { sort: '', order: 'asc' } } as const

const PAGE = /^[1-9]\d{0,5}$/

/** Every part of the place with its value at the beginning and whether it may take another one. */
function partsOf<F extends string>({ name, sorts, first, filters }: ListShape<F>) {
  const part = (key: string, start: string, allowed: readonly string[] | RegExp) => ({
    key,
    inAddress: name === undefined ? key : `${name}.${key}`,
    start,
    isKnown: (value: string) =>
      value === start || (allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value)),
  })
  return [
    part('page', '1', PAGE),
    part('sort', first.sort, sorts),
    part('order', first.order, ['asc', 'desc']),
    ...Object.entries<Choices>(filters).map(([key, { allowed, first: start = '' }]) =>
      part(key, start, allowed),
    ),
  ]
}

/** The place that an address names; what is missing or no choice of the list is as at its beginning. */
export function readPlace<F extends string>(
  shape: ListShape<F>,
  address: Pick<URLSearchParams, 'get'>,
): ListPlace<F> {
  const read = partsOf(shape).map(({ key, inAddress, start, isKnown }) => {
    const value = address.get(inAddress)
    return [key, value !== null && isKnown(value) ? value : start] as const
  })
  const place = Object.fromEntries(read)
  return { ...place, page: Number(place['page']) } as ListPlace<F>
}

/** How a list begins. */
export const startOf = <F extends string>(shape: ListShape<F>): ListPlace<F> =>
  readPlace(shape, new URLSearchParams())

/** The query of an address with this place; other parts of it stay, and what is as at the beginning is left out. */
export function writePlace<F extends string>(
  shape: ListShape<F>,
  address: string,
  place: ListPlace<F>,
): string {
  const query = new URLSearchParams(address)
  const values: Readonly<Record<string, string | number>> = place
  for (const { key, inAddress, start } of partsOf(shape)) {
    const value = String(values[key])
    if (value === start) query.delete(inAddress)
    else query.set(inAddress, value)
  }
  return query.toString()
}
