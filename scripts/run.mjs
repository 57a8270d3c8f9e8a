import { shared } from './close-machine.mjs'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { bin, install } from './install.mjs'
import { fail } from './sentence.mjs'

/** `node scripts/run.mjs PROGRAM …`: what `npm run` calls to run a TypeScript program of the project on the pinned Node. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const [program, ...args] = process.argv.slice(2)
if (!program || !existsSync(path.join(root, program))) {
  fail('用法：node scripts/run.mjs 程序 …', 'Usage: node scripts/run.mjs PROGRAM …')
}
// Never a change of packages that a running portal uses.
if (!existsSync(bin(root, 'node'))) await shared(() => install(root))
await handOver(root, program, args)
