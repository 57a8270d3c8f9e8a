import { requireState } from '@/commands/require-state'
import { db } from '@/lib/db/client'
import { rebuildLibrary } from '@/lib/library/keep-index'
import { loadTerminology } from '@/lib/terminology/load-terminology'
import { say } from '@/scripts/sentence.mjs'

/**
 * `npm run library:reindex`: makes the index of the library anew from the documents in force, also while the portal runs, which
 * goes over to it within seconds.
 */
requireState()
loadTerminology()
try {
  const { editions, passages } = await rebuildLibrary((progress) => {
    process.stdout.write(`  ${progress.editions} / ${progress.all} · ${progress.passages}\n`)
  })
  say(
    `索引已重建：${editions} 份使用中的资料，${passages} 段。`,
    `The index was made anew: ${editions} documents in force, ${passages} passages.`,
  )
} finally {
  await (await db()).$disconnect()
}
