import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { generateClient } from '@/boot/build/generate-client'
import { staticChecks, unitTests } from '@/scripts/test/jobs'
import { runJobs, tellFailures } from '@/scripts/test/run-jobs'

/** `npm run check`, second stage: what can be known without a build, a model or a directory; for the minute between two edits. */
const root = path.resolve(import.meta.dirname, '../..')

generateClient(root)
mkdirSync(path.join(root, 'var', 'test-reports'), { recursive: true })
const jobs = [...unitTests(root), ...staticChecks(root, { cache: path.join(root, 'var', 'cache') })]
const { counts, failures } = await runJobs({ root }, jobs, Math.min(4, availableParallelism()))
tellFailures(failures)
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exit(failures.length > 0 ? 1 : 0)
