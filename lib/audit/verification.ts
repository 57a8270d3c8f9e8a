import 'server-only'
import { verifyChain, type VerifyOptions } from '@/lib/audit/verify-chain'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Verification {
  running: Promise<Awaited<ReturnType<typeof verifyChain>>> | null
  checked: number
  total: number
}

const state = (): Verification =>
  processSingleton('audit-verification', () => ({ running: null, checked: 0, total: 0 }))

/** Verifies the trail; a second caller without a checkpoint of their own joins the walk that is under way. */
export function verifyOnce({ checkpoint }: Pick<VerifyOptions, 'checkpoint'>) {
  const current = state()
  if (current.running && !checkpoint) return current.running
  const onProgress = (checked: number, total: number): void => {
    Object.assign(current, { checked, total })
  }
  onProgress(0, 0)
  const running = verifyChain({ checkpoint, onProgress }).finally(() => {
    current.running = null
  })
  current.running = running
  return running
}

/** How far the walk under way has come, in records. */
export function verificationProgress(): { running: boolean; checked: number; total: number } {
  const { running, checked, total } = state()
  return { running: running !== null, checked, total }
}
