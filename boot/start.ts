import { shared } from '@/scripts/close-machine.mjs'
import path from 'node:path'
import { build } from '@/boot/build/build'
import { findModel } from '@/boot/model/find-model'
import { offerEvaluationModel } from '@/boot/model/first-model'
import { runPortal } from '@/boot/run/run-portal'
import { settle } from '@/boot/settle/settle'
import { tellUnexpected } from '@/boot/settle/tell-unexpected'
import { inheritedEnvironment, takeEnvFile } from '@/lib/config/env'
import { envFileOption } from '@/lib/config/settings/env-file'
import { machineSentences, readMachineState } from '@/lib/operations/machine-state'
import { releaseSettings } from '@/scripts/release.mjs'
import { fail, giveUp, say, WRONG_SETTINGS } from '@/scripts/sentence.mjs'

/**
 * `npm start`, second stage, on the pinned Node with every package there: settings, keys, database, model and build, then the
 * portal, which it keeps running. Started by scripts/start.mjs.
 */
// A reload, before there is a portal to pass it on to.
process.on('SIGHUP', () => undefined)
tellUnexpected()
const root = path.resolve(import.meta.dirname, '..')
const { named, rest } = envFileOption(process.argv.slice(2))
if (rest.length > 0) {
  fail('用法：innerward start [--env-file 文件]', 'Usage: innerward start [--env-file FILE]', WRONG_SETTINGS)
}
const envFile = takeEnvFile(named, releaseSettings(root))
const given = inheritedEnvironment()

for (const [zh, en] of machineSentences(readMachineState())) say(zh, en)
// The portal runs in production whatever the shell says.
const settings = await settle(root, { ...given, NODE_ENV: 'production' }, envFile)
await offerEvaluationModel({ root, stateDir: settings.STATE_DIR, env: given })
const model = await findModel({ root, stateDir: settings.STATE_DIR, modelPath: settings.MODEL_PATH })
const failure = await shared(() => build(root))
if (failure !== null) {
  process.stderr.write(failure.slice(-4000))
  giveUp('构建失败，原因见上。', 'The build failed; the reason is above.')
}
await runPortal({ root, settings, model })
