import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { shared } from './close-machine.mjs'
import { bin, toolEnv } from './install.mjs'

/**
 * Arguments with which the pinned Node runs TypeScript of the project, `@/` paths and JSON included (decision 0074), and no
 * signal opens an inspector. What was stripped of its types is kept in node_modules for the next time.
 * @param {string} root
 * @returns {string[]}
 */
export const typeScriptFlags = (root) => [
  '--disable-sigusr1',
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  '--import',
  path.join(root, 'scripts/load-lib.mjs'),
]

/**
 * Runs a program of the project on the pinned Node in this process's place: it gets terminal and signals, and its end is the
 * end of this process. It is told by its channel when this process is gone.
 * @param {string} root
 * @param {string} program
 * @param {readonly string[]} [args]
 */
export async function handOver(root, program, args = []) {
  const options = { cwd: root, env: toolEnv(root), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }
  // Node takes --env-file for itself wherever it stands before "--".
  const line = [...typeScriptFlags(root), '--', path.join(root, program), ...args]
  const child = await shared(() => spawn(bin(root, 'node'), line, options))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
