import { notFound } from 'next/navigation'
import { RequestError } from '@/lib/shared/fetch-json'

/** Shows that there is nothing at this address, where the server said so of what the page is about. Nothing otherwise. */
export function notFoundIfGone(error: Error | null): void {
  if (error instanceof RequestError && error.problem?.status === 404) notFound()
}
