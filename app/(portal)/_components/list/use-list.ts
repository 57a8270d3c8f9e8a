'use client'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { readPlace, startOf, writePlace, type ListPlace, type ListShape } from './list-address'

/** Where a list stands, with what was typed into its search. */
export type ListFilters<F extends string> = ListPlace<F> & { search: string }

/** A list of the portal: where it stands, and how it is moved. Only a turn of the page does not go back to the first one. */
export interface List<F extends string = never> {
  filters: ListFilters<F>
  /** Whether anything narrows the list. */
  narrowed: boolean
  find: (search: string) => void
  choose: (choices: Partial<Record<F, string>>) => void
  sortBy: (sort: string, order: 'asc' | 'desc') => void
  turnTo: (page: number) => void
  /** Goes back to how the list begins. */
  reset: () => void
}

/**
 * The place of a list. Page, order and filters stand in the address, so that a reload, a bookmark and the way back find them. What
 * was typed does not: a shared ward PC keeps its addresses. The address is replaced, so that one step back leaves the page.
 */
export function useList<F extends string = never>(shape: ListShape<F>): List<F> {
  const address = useSearchParams()
  const [place, setPlace] = useState(() => readPlace(shape, address))
  const [search, setSearch] = useState('')
  // The address follows a move of the list late; one that the list did not write itself, such as a link's, moves the list.
  const [seen, setSeen] = useState(address)
  if (seen !== address) {
    setSeen(address)
    setPlace(readPlace(shape, address))
  }
  const move = (next: ListPlace<F>) => {
    setPlace(next)
    const query = writePlace(shape, window.location.search, next)
    window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`)
  }
  const start = startOf(shape)
  const filterNames = Object.keys(shape.filters) as F[]
  return {
    filters: { ...place, search },
    narrowed: search !== '' || filterNames.some((name) => place[name] !== start[name]),
    find: (typed) => {
      setSearch(typed)
      move({ ...place, page: 1 })
    },
    choose: (choices) => move({ ...place, page: 1, ...choices }),
    sortBy: (sort, order) => move({ ...place, page: 1, sort, order }),
    turnTo: (page) => move({ ...place, page }),
    reset: () => {
      setSearch('')
      move(start)
    },
  }
}
