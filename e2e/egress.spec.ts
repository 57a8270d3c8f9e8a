import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { DEMO_MODEL } from '../lib/testing/demo-model'
import { FOLDER, ROOT } from './places'

const OWN = path.join(FOLDER, 'egress')
const RULES = 'ip link set lo up && nft add table inet probe'

const namespaces = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', RULES]).status === 0
if (!namespaces) {
  process.stdout.write('egress: skipped because this machine allows no network namespace or has no nft\n')
}

test('no packet leaves while the portal starts, answers, audits and administers', () => {
  test.skip(!namespaces, 'needs a network namespace and nft')
  rmSync(OWN, { recursive: true, force: true })
  mkdirSync(OWN, { recursive: true, mode: 0o700 })
  const report = path.join(OWN, 'report.json')
  execFileSync(path.join(ROOT, 'bin/innerward'), ['prove-egress', '--report', report], {
    cwd: ROOT,
    env: { ...process.env, MODEL_PATH: DEMO_MODEL },
  })
  const counted = JSON.parse(readFileSync(report, 'utf8')) as {
    proven: boolean
    visited: number
    portal: number
    tcpControl: number
    dnsControl: number
  }
  expect(counted.proven).toBe(true)
  expect(counted.visited).toBeGreaterThan(15)
  expect(counted.portal).toBe(0)
  expect(counted.tcpControl).toBeGreaterThan(0)
  expect(counted.dnsControl).toBeGreaterThan(0)
})
