'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { createJob, currentJobQuery, uploadFile } from '@/lib/batch/client'
import type { Job } from '@/lib/batch/contract'

const AT_ONCE = 3
/** 2 before 10: the order in which people number their files. */
const byName = new Intl.Collator('zh-CN', { numeric: true })

export interface UploadState {
  sent: number
  total: number
  error: Error | null
}

/** Sends files to the job, three at a time, and opens a job for the first of them. Leaving the page stops it. */
export function useUpload(job: Job | null) {
  const queries = useQueryClient()
  const [state, setState] = useState<UploadState | null>(null)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])

  const send = useCallback(
    async (files: readonly File[]) => {
      if (files.length === 0) return
      const controller = new AbortController()
      abort.current = controller
      setState({ sent: 0, total: files.length, error: null })
      const show = (shown: Job) =>
        queries.setQueryData(currentJobQuery.queryKey, (old) => old && { ...old, job: shown })
      try {
        const { id } = job ?? (await createJob())
        const waiting = files.toSorted((a, b) => byName.compare(a.name, b.name)).values()
        const worker = async () => {
          for (const file of waiting) {
            show(await uploadFile(id, file, controller.signal))
            setState((now) => now && { ...now, sent: now.sent + 1 })
          }
        }
        await Promise.all(Array.from({ length: AT_ONCE }, worker))
        setState(null)
      } catch (error) {
        controller.abort()
        setState((now) => now && { ...now, error: error instanceof Error ? error : new Error('upload') })
      }
      await queries.invalidateQueries({ queryKey: currentJobQuery.queryKey })
    },
    [job, queries],
  )
  return { state, send, sending: state !== null && state.error === null }
}
