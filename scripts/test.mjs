import { existsSync, mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { llamaBinaries } from './build-llama-server.mjs'
import { installSamba } from './install-samba.mjs'
import { bin, build, generateClient, install } from './prepare.mjs'
import { say } from './sentence.mjs'
import { installDebianPackages } from './test/debian-packages.mjs'
import { staticChecks, suites, unitTests } from './test/jobs.mjs'
import { runJobs } from './test/run-jobs.mjs'

/** `npm test`: installs what the checks need, runs all of them, and ends with one line of counts. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
// No test fetches a model from outside.
process.env.EVALUATION_MODEL = 'off'
/** More at once would only make each wait for the model, which takes a core or two by itself. */
const LANES = Math.min(4, availableParallelism())

installDebianPackages()
installSamba()
install(root)
generateClient(root)
mkdirSync(path.join(root, 'var', 'test-reports'), { recursive: true })
const buildOutput = build(root)
if (!existsSync(llamaBinaries(root).server)) {
  say('正在编译 llama-server（首次约五分钟）…', 'Building llama-server (about five minutes the first time) …')
}
const first = await runJobs(
  root,
  [
    { name: 'llama-server', command: [bin(root, 'node'), 'scripts/build-llama-server.mjs'] },
    ...staticChecks(root),
    ...unitTests(root),
  ],
  LANES,
)
const second = await runJobs(root, suites(root), LANES)

const failures = [...first.failures, ...second.failures]
if (buildOutput !== null) failures.unshift({ name: 'build', output: buildOutput })
const own = { passed: buildOutput === null ? 1 : 0, failed: buildOutput === null ? 0 : 1, skipped: 0 }
const count = (key) => own[key] + first.counts[key] + second.counts[key]

for (const { name, output } of failures) process.stdout.write(`\n--- ${name} ---\n${output.slice(-12_000)}\n`)
if (failures.length > 0) {
  say(
    '\n有检查未通过，原因见上。改正后再次运行 npm test。',
    'Some checks failed; the reasons are above. Mend them and run npm test again.',
  )
} else say('\n全部通过。下一步：npm start', 'All passed. Next: npm start')
process.stdout.write(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`)
process.exit(failures.length > 0 ? 1 : 0)
