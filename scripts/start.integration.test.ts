import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { freePort } from '@/lib/testing/free-port'
import { within } from '@/lib/testing/wait'
import { makeSecrets } from './make-secrets.mjs'

const ROOT = path.resolve(import.meta.dirname, '..')
let stateDir: string
let port: string
beforeEach(async () => {
  port = String(await freePort())
  stateDir = mkdtempSync(path.join(tmpdir(), 'innerward-start-'))
})
afterEach(() => rmSync(stateDir, { recursive: true }))

function start(env: Record<string, string>) {
  const options = {
    cwd: ROOT,
    encoding: 'utf8' as const,
    env: { ...process.env, STATE_DIR: stateDir, MODEL_PATH: DEMO_MODEL, ...env },
  }
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], options)
  return { status, stderr }
}

test('a taken port is named, with another one to try', async () => {
  const taken = net.createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port: used } = taken.address() as AddressInfo
  const { status, stderr } = start({ PORT: String(used) })
  taken.close()
  expect(status).toBe(1)
  expect(stderr).toContain(`端口 ${used} 已被占用`)
  expect(stderr).toContain(`Port ${used} is taken`)
})

test('a second portal on the same state folder is refused', async () => {
  const claim = `import('./scripts/claim-state.mjs').then(({ claimState }) => claimState(process.env.STATE_DIR))
    .then(() => { process.stdout.write('claimed'); setInterval(() => {}, 1000) })`
  const first = spawn(process.execPath, ['-e', claim], {
    cwd: ROOT,
    env: { ...process.env, STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await within('the first portal to claim the folder', once(first.stdout, 'data'))
  expect(start({ PORT: port })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Another Innerward') as string,
  })
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(start({ PORT: port, MODEL_PATH: 'models/none.gguf' }).stderr).not.toContain('Another Innerward')
})

const EXPIRED = 'has expired'
test('settings that would make it unsafe or fail later are refused, each with its sentence', async () => {
  const authority = createAuthority(stateDir, 'authority')
  const [own, other, expired] = [
    createCertificate(stateDir, { authority, host: 'own.test' }),
    createCertificate(stateDir, { authority, host: 'other.test' }),
    createCertificate(stateDir, { authority, host: 'old.test', days: 0 }),
  ]
  const tls = (certFile: string, keyFile: string) => ({
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    PORT: port,
  })
  expect(start(tls(own.certFile, '')).stderr).toContain('must both be set')
  expect(start(tls(own.certFile, '/none')).stderr).toContain('the files must exist')
  expect(start(tls(own.certFile, other.keyFile)).stderr).toContain('does not belong to the key')
  await expect.poll(() => start(tls(expired.certFile, expired.keyFile)).stderr).toContain(EXPIRED)
  const limited = ['-c', 'ulimit -n 256 && exec "$0" scripts/start.mjs', process.execPath]
  const { status, stderr } = spawnSync('bash', limited, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, STATE_DIR: stateDir, PORT: port },
  })
  expect(status).toBe(1)
  expect(stderr).toContain('The limit of open files is 256')
})

test.each([
  ['can be read by others', (file: string) => chmodSync(file, 0o640)],
  ['is damaged or too short', (file: string) => writeFileSync(file, 'abc', { mode: 0o600 })],
  ['is damaged or too short', (file: string) => writeFileSync(file, '0'.repeat(64), { mode: 0o600 })],
])('a secret that %s is refused at the start', (sentence, spoil) => {
  makeSecrets(stateDir)
  const file = path.join(stateDir, 'secrets', 'audit-chain')
  spoil(file)
  const { status, stderr } = start({ PORT: port })
  expect(status).toBe(1)
  expect(stderr).toContain(file)
  expect(stderr).toContain(sentence)
})

test.each([
  ['a port that is none', { PORT: '70000' }, 'PORT must be a whole number from 1 to 65535'],
  ['a model that is not there', { MODEL_PATH: 'models/none.gguf' }, 'models/none.gguf is missing'],
  [
    'a directory without the address of the portal',
    { LDAP_URL: 'ldaps://dc1.hospital.internal', NEXTAUTH_URL: '' },
    'NEXTAUTH_URL is not',
  ],
  [
    'a directory and an address without encryption',
    {
      LDAP_URL: 'ldaps://dc1.hospital.internal',
      NEXTAUTH_URL: 'http://innerward.hospital.internal',
    },
    'is not encrypted: passwords and cases can be overheard',
  ],
])('%s is one plain sentence and no stack', (_, env, sentence) => {
  const { status, stderr } = start({ PORT: port, ...env })
  expect(status).toBe(1)
  expect(stderr).toContain(`Cannot start: `)
  expect(stderr).toContain(sentence)
  expect(stderr).not.toMatch(/\n\s+at /)
})
