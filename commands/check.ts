import { parseArgs } from 'node:util'
import { findingsJson, findingsText } from '@/commands/check/print-findings'
import { runChecks } from '@/commands/check/run-checks'
import { takeEnvFile } from '@/lib/config/env'
import { fail } from '@/scripts/sentence.mjs'

/**
 * `innerward check [--json]`: looks at settings, machine and all that the portal needs, before a start or beside one. Ends with
 * 0 where nothing failed (warnings are no failure) and 1 where something did. Sends nothing but what a sign-in sends to the
 * directory, and changes nothing.
 */
function readOptions(): { json: boolean } {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  } catch {
    return fail('用法：innerward check [--json]', 'Usage: innerward check [--json]', 2)
  }
}

const { json } = readOptions()
const findings = await runChecks(takeEnvFile(undefined))
process.stdout.write(json ? findingsJson(findings) : findingsText(findings))
process.exitCode = findings.some(({ state }) => state === 'fail') ? 1 : 0
