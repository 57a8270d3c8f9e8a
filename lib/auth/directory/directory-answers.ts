import 'server-only'
import { directoryReachable } from '@/lib/auth/directory/directory-reachable'
import { processSingleton } from '@/lib/shared/process-singleton'
import { noAnswer, recentAnswer } from '@/lib/shared/recent-answer'

const KEEP_MS = 10_000

/** Whether people can be signed in, and how long the directory took to say so. */
export interface DirectoryAnswer {
  up: boolean
  /** Seconds. */
  took: number
}

async function ask(): Promise<DirectoryAnswer> {
  const began = performance.now()
  const up = await directoryReachable()
  return { up, took: (performance.now() - began) / 1000 }
}

/** How the directory answers, asked of it at most every ten seconds, so that anybody may read it. Never throws. */
export const lastDirectoryAnswer = (): Promise<DirectoryAnswer> =>
  recentAnswer(
    processSingleton('directory-answers', () => noAnswer<DirectoryAnswer>()),
    KEEP_MS,
    ask,
  )

/** Whether people can be signed in by the directory. Never throws. */
export const directoryAnswers = async (): Promise<boolean> => (await lastDirectoryAnswer()).up
