import { shared } from '@/scripts/close-machine.mjs'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { generateClient } from '@/boot/build/generate-client'
import { giveUp } from '@/scripts/sentence.mjs'

/** `npm run build`: what a start builds, for a machine on which it is to start later. */
const root = path.resolve(import.meta.dirname, '..')
generateClient(root)
const failure = await shared(() => build(root))
if (failure !== null) {
  process.stderr.write(failure.slice(-4000))
  giveUp('构建失败，原因见上。', 'The build failed; the reason is above.')
}
