/** `skip` and `take` of a numbered page, from 1; nothing without a page, which reads the whole list. */
export function pageOf(page: number | undefined, size: number): { skip?: number; take?: number } {
  return page === undefined ? {} : { skip: (page - 1) * size, take: size }
}
