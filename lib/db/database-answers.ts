import 'server-only'
import { db } from '@/lib/db/client'
import { processSingleton } from '@/lib/shared/process-singleton'
import { noAnswer, recentAnswer } from '@/lib/shared/recent-answer'

const KEEP_MS = 5000

async function ask(): Promise<boolean> {
  try {
    await (await db()).department.count()
    return true
  } catch {
    return false
  }
}

/** Whether the database can be read, asked of it at most every five seconds. Never throws. */
export const databaseAnswers = (): Promise<boolean> =>
  recentAnswer(
    processSingleton('database-answers', () => noAnswer<boolean>()),
    KEEP_MS,
    ask,
  )
