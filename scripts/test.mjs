import { shared } from './close-machine.mjs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver } from './hand-over.mjs'
import { install } from './install.mjs'

/** `npm test` and, with `check`, `npm run check`, first stage: installs the packages. The second is scripts/test/. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
await shared(() => install(root))
await handOver(root, process.argv[2] === 'check' ? 'scripts/test/check.ts' : 'scripts/test/test.ts')
