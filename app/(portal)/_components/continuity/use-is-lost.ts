'use client'
import { useQuery } from '@tanstack/react-query'
import { statusQuery } from '@/lib/operations/client'
import { useOlderThan } from '../use-older-than'

/** Three readings missed: what was read says nothing of the present. */
const STALE_MS = 15_000

/** Whether the server is not reached: a reading failed, is held back because the browser is offline, or is too old. */
export function useIsLost(): boolean {
  const { isError, isPaused, dataUpdatedAt } = useQuery(statusQuery)
  const stale = useOlderThan(dataUpdatedAt, STALE_MS)
  return isError || isPaused || stale
}
