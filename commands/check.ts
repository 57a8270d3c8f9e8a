import { parseArgs } from 'node:util'
import { findingsJson, findingsText } from '@/commands/check/print-findings'
import { runChecks } from '@/commands/check/run-checks'
import { writeUnit } from '@/commands/unit/write-unit'
import { refuseSettings } from '@/boot/settle/refuse-settings'
import { env, inheritedEnvironment, takeEnvFile } from '@/lib/config/env'
import { faultsOfValues } from '@/lib/config/settings/check-settings'
import { withLines } from '@/lib/config/settings/env-file'
import { fail } from '@/scripts/sentence.mjs'

/**
 * `innerward check [--json]`: looks at settings, machine and all that the portal needs, before a start or beside one. Ends with
 * 0 where nothing failed (warnings are no failure) and 1 where something did. Sends nothing but what a sign-in sends to the
 * directory, and changes nothing. With `--write-unit` it looks at nothing and writes which addresses the service may speak with.
 */
function readOptions() {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      'write-unit': { type: 'boolean', default: false },
      clients: { type: 'string' },
    } as const
    return parseArgs({ options }).values
  } catch {
    return fail(
      '用法：innerward check [--json | --write-unit [--clients 网段]]',
      'Usage: innerward check [--json | --write-unit [--clients NETWORKS]]',
      2,
    )
  }
}

const { json, clients, 'write-unit': writesUnit } = readOptions()
const envFile = takeEnvFile(undefined)
if (writesUnit) {
  const faults = [...envFile.faults, ...withLines(faultsOfValues(inheritedEnvironment()), envFile)]
  if (faults.length > 0) refuseSettings(faults)
  await writeUnit(env(), clients)
} else {
  const findings = await runChecks(envFile)
  process.stdout.write(json ? findingsJson(findings) : findingsText(findings))
  process.exitCode = findings.some(({ state }) => state === 'fail') ? 1 : 0
}
