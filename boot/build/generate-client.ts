import { writeFileSync } from 'node:fs'
import { fingerprint } from '@/scripts/fingerprint.mjs'
import { bin, readStamp, run, stampFile } from '@/scripts/install.mjs'
import { readRelease } from '@/scripts/release.mjs'
import { giveUp } from '@/scripts/sentence.mjs'

/** Makes the database client when the schema has changed, and returns the fingerprint of the schema. */
export function generateClient(root: string): string {
  const wanted = fingerprint(root, [
    'prisma/schema.prisma',
    'prisma/migrations',
    'prisma.config.ts',
    'package-lock.json',
  ])
  if (readRelease(root) || readStamp(stampFile(root, 'client')) === wanted) return wanted
  if (!run(root, [bin(root, 'prisma'), 'generate']).ok) {
    giveUp(
      '数据库客户端生成失败。请删除 node_modules 后重试。',
      'The database client could not be made. Delete node_modules and try again.',
    )
  }
  writeFileSync(stampFile(root, 'client'), wanted)
  return wanted
}
