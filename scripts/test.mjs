import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { install } from './install.mjs'

/** `npm test`, first stage: installs the packages. The second stage is scripts/test/test.ts. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
install(root)
await handOver(root, 'scripts/test/test.ts', process.argv.slice(2))
