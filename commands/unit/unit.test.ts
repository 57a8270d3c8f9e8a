import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { unitFinding } from '@/commands/unit/check-unit'
import { nameServers, networkNeeds, PRIVATE_NETWORKS, Unresolved } from '@/commands/unit/network-needs'
import { allowedBy, unitText } from '@/commands/unit/unit-text'

/** The part of the systemd unit that says whom the service may speak with. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const UNIT = readFileSync(path.join(ROOT, 'deploy/install/innerward.service'), 'utf8')
const dir = mkdtempSync(path.join(tmpdir(), 'innerward-unit-'))
afterAll(() => rmSync(dir, { recursive: true }))

const DNS: Readonly<Record<string, string[]>> = {
  'dc1.hospital.internal': ['10.0.0.10', 'fd00::10'],
  'gpu1.hospital.internal': ['10.0.0.20'],
}
const resolve = (host: string) =>
  DNS[host] ? Promise.resolve(DNS[host]) : Promise.reject(new Unresolved(host))
const names =
  'nameserver 10.0.0.53\nsearch hospital.internal\nnameserver fe80::1%eth0\nnameserver 127.0.0.53\n'
const settings = {
  LDAP_URL: ['ldaps://dc1.hospital.internal', 'ldaps://localhost:6360'],
  ENGINE: 'local',
  ENGINE_ENDPOINTS_FILE: undefined,
  TRUSTED_PROXIES: '',
} as const
type Settings = Parameters<typeof networkNeeds>[0]
const needs = (given: Partial<Settings> = {}, clients: string[] = []) =>
  networkNeeds({ ...settings, LDAP_URL: [...settings.LDAP_URL], ...given }, clients, { resolve, names })

test('the directory, the servers of names and the private networks are what a service without further settings needs', async () => {
  expect(await needs()).toEqual([
    { what: 'directory', name: 'dc1.hospital.internal', addresses: ['10.0.0.10', 'fd00::10'] },
    { what: 'names', name: '/etc/resolv.conf', addresses: ['10.0.0.53', 'fe80::1'] },
    { what: 'clients', name: '', addresses: PRIVATE_NETWORKS },
  ])
})

test.each([
  ['what a person says', ['10.20.0.0/16'], '10.1.0.5', ['10.20.0.0/16']],
  ['the trusted proxies', [], '10.1.0.5, 10.1.0.6', ['10.1.0.5', '10.1.0.6']],
])('users come from %s', async (_, clients, proxies, expected) => {
  const found = await needs({ TRUSTED_PROXIES: proxies }, clients)
  expect(found.at(-1)).toEqual({ what: 'clients', name: '', addresses: expected })
})

test('inference servers are needed where the engine is one of another machine', async () => {
  const file = path.join(dir, 'engines.json')
  const endpoint = { kind: 'vllm', model: 'm', maxConcurrent: 2 }
  const model = { id: 'm', name: 'M', sha256: 'a'.repeat(64), contextTokens: 4096 }
  const endpoints = [{ ...endpoint, id: 'gpu1', url: 'https://gpu1.hospital.internal:8000' }]
  writeFileSync(file, JSON.stringify({ model, endpoints }))
  const remote = await needs({ ENGINE: 'remote', ENGINE_ENDPOINTS_FILE: file })
  expect(remote).toContainEqual({ what: 'engine', name: 'gpu1.hospital.internal', addresses: ['10.0.0.20'] })
  expect(await needs({ ENGINE_ENDPOINTS_FILE: file })).toEqual(await needs())
})

test('a name without an address is told, and no list is made of the others', async () => {
  await expect(needs({ LDAP_URL: ['ldaps://dc9.hospital.internal'] })).rejects.toMatchObject({
    host: 'dc9.hospital.internal',
  })
  expect(nameServers('# nameserver 10.9.9.9\n')).toEqual([])
})

test('everything is denied, the wider list of the unit is taken back, and the needs alone are allowed', async () => {
  const text = unitText(await needs({}, ['10.20.0.0/16']), '2026-11-29T00:00:00Z')
  const lines = text.split('\n').filter((line) => !line.startsWith('#') && line !== '')
  expect(lines.slice(0, 4)).toEqual([
    '[Service]',
    'IPAddressDeny=any',
    'IPAddressAllow=',
    'IPAddressAllow=localhost',
  ])
  expect(allowedBy(text)).toEqual(['10.0.0.10', 'fd00::10', '10.0.0.53', 'fe80::1', '10.20.0.0/16'])
})

test('a directory that has moved since is told with its address', async () => {
  const text = unitText(await needs(), '2026-11-29T00:00:00Z')
  expect(unitFinding(text, await needs({}, ['10.20.0.0/16'])).state).toBe('ok')
  const moved = unitFinding(text.replace('10.0.0.10', '10.0.0.11'), await needs())
  expect(moved).toMatchObject({ state: 'warn', en: expect.stringContaining('10.0.0.10') as string })
})

const analyze = spawnSync('systemd-analyze', ['--version']).status === 0
if (!analyze) process.stdout.write('systemd-analyze: skipped because systemd is not installed\n')

test.runIf(analyze)('systemd takes the unit, and the part that is written for it', async () => {
  const service = path.join(dir, 'innerward.service')
  // The command and its account are those of an installation, which is not here.
  writeFileSync(
    service,
    UNIT.replace(/^(ExecStart)=.*$/m, '$1=/bin/true').replace(/^(User|Group)=.*\n/gm, ''),
  )
  const verify = () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', service], { encoding: 'utf8' })
    return { status, said: `${stdout}${stderr}` }
  }
  expect(verify()).toEqual({ status: 0, said: '' })
  mkdirSync(`${service}.d`)
  const part = path.join(`${service}.d`, 'network.conf')
  writeFileSync(part, unitText(await needs({}, ['10.20.0.0/16', 'fd12::/48']), '2026-11-29T00:00:00Z'))
  expect(verify()).toEqual({ status: 0, said: '' })
  // The control: else the silence above proves nothing.
  writeFileSync(part, '[Service]\nIPAddressAllow=10.0.0.0/99\n')
  expect(verify().said).toContain('10.0.0.0/99')
})

test('the settings have one reader: neither systemd nor a container program reads their file', () => {
  for (const file of [
    'install/innerward',
    'install/innerward.service',
    'compose.yaml',
    'quadlet/innerward.container',
  ]) {
    const text = readFileSync(path.join(ROOT, 'deploy', file), 'utf8')
    expect(text, file).not.toMatch(/^\s*(EnvironmentFile|env_file)\b|--env-file=/m)
  }
})
