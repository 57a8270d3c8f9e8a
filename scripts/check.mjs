import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateClient, install } from './prepare.mjs'
import { staticChecks, unitTests } from './test/jobs.mjs'
import { runJobs } from './test/run-jobs.mjs'

/** `npm run check`: what can be known without a build, a model or a directory; for the minute between two edits. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

install(root)
generateClient(root)
mkdirSync(path.join(root, 'var', 'test-reports'), { recursive: true })
const jobs = [...unitTests(root), ...staticChecks(root, { cache: path.join(root, 'var', 'cache') })]
const { counts, failures } = await runJobs(root, jobs, Math.min(4, availableParallelism()))
for (const { name, output } of failures) process.stdout.write(`\n--- ${name} ---\n${output.slice(-12_000)}\n`)
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exit(failures.length > 0 ? 1 : 0)
