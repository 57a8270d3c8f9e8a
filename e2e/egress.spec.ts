import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { DEMO_MODEL } from '../lib/testing/demo-model'
import { FOLDER, PORT, ROOT } from './places'

const STATE = path.join(FOLDER, 'egress')
const OWN_PORT = PORT + 1
const RULES = 'ip link set lo up && nft add table inet probe'

const namespaces = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', RULES]).status === 0
if (!namespaces) {
  process.stdout.write('egress: skipped because this machine allows no network namespace or has no nft\n')
}

test('no packet leaves while the portal starts, answers, audits and administers', () => {
  test.skip(!namespaces, 'needs a network namespace and nft')
  rmSync(STATE, { recursive: true, force: true })
  mkdirSync(STATE, { recursive: true, mode: 0o700 })
  const args = ['--net', '--mount', 'bash', 'commands/prove-egress.sh', STATE, String(OWN_PORT)]
  const counted = JSON.parse(
    execFileSync('unshare', args, {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, MODEL_PATH: DEMO_MODEL },
    }),
  ) as {
    visited: number
    portal: number
    tcpControl: number
    dnsControl: number
  }
  expect(counted.visited).toBeGreaterThan(15)
  expect(counted.portal).toBe(0)
  expect(counted.tcpControl).toBeGreaterThan(0)
  expect(counted.dnsControl).toBeGreaterThan(0)
})
