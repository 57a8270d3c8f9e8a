import { shared } from '@/scripts/close-machine.mjs'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { generateClient } from '@/boot/build/generate-client'
import { llamaBinaries } from '@/lib/testing/build-llama-server'
import { scratchFolder } from '@/lib/testing/scratch-folder'
import { say } from '@/scripts/sentence.mjs'
import { installDebianPackages } from '@/scripts/test/debian-packages'
import { installDeliveryTools } from '@/scripts/test/install-delivery-tools'
import { installSamba } from '@/scripts/test/install-samba'
import { program, staticChecks, suites, unitTests } from '@/scripts/test/jobs'
import { runJobs, tellFailures, type Counts } from '@/scripts/test/run-jobs'

/** `npm test`, second stage: installs what the checks need, runs all of them, and ends with one line of counts. */
const root = path.resolve(import.meta.dirname, '../..')
/** More at once would only make each wait for the model, which takes a core or two by itself. */
const LANES = Math.min(4, availableParallelism())

installDebianPackages()
installSamba()
installDeliveryTools()
generateClient(root)
mkdirSync(path.join(root, 'var', 'test-reports'), { recursive: true })
const buildOutput = await shared(() => build(root))
if (!existsSync(llamaBinaries(root).server)) {
  say('正在编译 llama-server（首次约五分钟）…', 'Building llama-server (about five minutes the first time) …')
}
const llama = { name: 'llama-server', command: program(root, 'scripts/test/build-llama-server.ts') }
/** As open as a folder for everybody's temporary files: some programs under test run as other users. */
const scratch = mkdtempSync(path.join(scratchFolder(), 'innerward-tests-'))
chmodSync(scratch, 0o1777)
const place = { root, scratch }
const first = await runJobs(place, [llama, ...staticChecks(root), ...unitTests(root)], LANES)
const second = await runJobs(place, suites(root), LANES)
rmSync(scratch, { recursive: true, force: true })

const failures = [...first.failures, ...second.failures]
if (buildOutput !== null) failures.unshift({ name: 'build', why: buildOutput })
const own = { passed: buildOutput === null ? 1 : 0, failed: buildOutput === null ? 0 : 1, skipped: 0 }
const count = (key: keyof Counts): number => own[key] + first.counts[key] + second.counts[key]

tellFailures(failures)
if (failures.length > 0) {
  say(
    '\n有检查未通过，原因见上。改正后再次运行 npm test。',
    'Some checks failed; the reasons are above. Mend them and run npm test again.',
  )
} else say('\n全部通过。下一步：npm start', 'All passed. Next: npm start')
process.stdout.write(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`)
process.exit(failures.length > 0 ? 1 : 0)
