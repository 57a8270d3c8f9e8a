import 'server-only'
import { directoryReachable } from '@/lib/auth/directory/directory-reachable'
import { processSingleton } from '@/lib/shared/process-singleton'

const KEEP_MS = 10_000

interface Seen {
  at: number
  answers: Promise<boolean>
}

/**
 * Whether people can be signed in by the directory, asked of it at most every ten seconds, so that anybody may read it.
 * Never throws.
 */
export function directoryAnswers(): Promise<boolean> {
  const now = performance.now()
  const seen = processSingleton<Seen>('directory-answers', () => ({
    at: -KEEP_MS,
    answers: Promise.resolve(true),
  }))
  if (now - seen.at >= KEEP_MS) Object.assign(seen, { at: now, answers: directoryReachable() })
  return seen.answers
}
