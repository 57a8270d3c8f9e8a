import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { freePort } from '@/lib/testing/free-port'
import { within } from '@/lib/testing/wait'
import { makeSecrets } from '@/boot/settle/make-secrets'

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
    // A start that should have been refused goes on serving; it is then ended, and has no status.
    timeout: Number(process.env.TEST_PATIENCE_MS ?? 600_000),
    env: { ...process.env, STATE_DIR: stateDir, MODEL_PATH: DEMO_MODEL, EVALUATION_MODEL: 'off', ...env },
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

test('settings also come from a file, the environment wins, and a fault names its line', () => {
  const file = path.join(stateDir, 'innerward.env')
  writeFileSync(file, '# settings\nGPU=nvidia\nMAX_PARALLEL=999\nno assignment\nPROT=6007\n')
  const { status, stderr } = start({ INNERWARD_ENV_FILE: file, MAX_PARALLEL: '998', PORT: port })
  expect(status).toBe(78)
  expect(stderr).toContain('line 4 must be NAME=value')
  expect(stderr).toContain(`PROT: is no setting of the portal; did you mean PORT? (${file}, line 5)`)
  expect(stderr).toContain(`GPU: must be one of auto, cuda, off (${file}, line 2)`)
  expect(stderr).toContain('MAX_PARALLEL: must be a whole number from 1 to 64.')
  expect(stderr).not.toContain('line 3')
})

const CLAIM = `import('@/boot/claim-state').then(({ claimState }) => {
  claimState(process.env.STATE_DIR); process.stdout.write('claimed'); setInterval(() => {}, 1000) })`

/** A process that has the state folder, in a network namespace of its own, as in another container on the same volume. */
async function holdState() {
  const command = ['--map-root-user', '--net', process.execPath, ...typeScriptFlags(ROOT), '-e', CLAIM]
  const holder = spawn('unshare', command, {
    cwd: ROOT,
    env: { ...process.env, STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await within('the first portal to claim the folder', once(holder.stdout, 'data'))
  return holder
}

test('a second portal on the same state folder is refused, from another network namespace too', async () => {
  const first = await holdState()
  expect(start({ PORT: port })).toMatchObject({
    status: 78,
    stderr: expect.stringContaining('Another Innerward') as string,
  })
  for (const command of ['session-rotate-secret', 'audit-rotate-keys']) {
    makeSecrets(stateDir)
    const env = { ...process.env, STATE_DIR: stateDir }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', `commands/${command}.ts`], {
      cwd: ROOT,
      encoding: 'utf8',
      env,
    })
    expect({ status, stderr }).toEqual({
      status: 78,
      stderr: expect.stringContaining('Another Innerward') as string,
    })
  }
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(settle().stderr).not.toContain('Another Innerward')
})

/** The part of the start that checks settings and prepares the state folder. */
function settle(env: Record<string, string> = {}) {
  const script = `import('@/scripts/close-machine.mjs').then(() => import('@/boot/settle/settle'))
    .then(({ settle }) => settle(process.cwd(), process.env))`
  const { status, stderr, stdout } = spawnSync(process.execPath, [...typeScriptFlags(ROOT), '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', STATE_DIR: stateDir, PORT: port, ...env },
  })
  return { status, stderr, stdout }
}

const database = () => new Database(path.join(stateDir, 'innerward.db'))

test('keys are never made again beside a database; the sentence says where they come from', () => {
  expect(settle().status).toBe(0)
  rmSync(path.join(stateDir, 'secrets'), { recursive: true })
  const { status, stderr } = settle()
  expect(status).toBe(78)
  expect(stderr).toContain(
    'its keys session, audit-chain, audit-content, emergency, audit-signing.pem are missing',
  )
  expect(stderr).toContain(path.join(stateDir, 'secrets'))
  expect(existsSync(path.join(stateDir, 'secrets', 'audit-chain'))).toBe(false)
})

test('a database of a newer version is refused and not changed', () => {
  expect(settle().status).toBe(0)
  const newer = database()
  newer.exec(`INSERT INTO _prisma_migrations (id, checksum, migration_name, applied_steps_count)
    VALUES ('x', 'x', '9999_of_next_year', 1);
    PRAGMA user_version = 0`)
  newer.close()
  const { status, stderr } = settle()
  expect(status).toBe(78)
  expect(stderr).toContain('newer version (9999_of_next_year)')
  expect(existsSync(path.join(stateDir, 'before-upgrade'))).toBe(false)
})

test('state that was left open to others is closed', () => {
  expect(settle().status).toBe(0)
  const mirror = path.join(stateDir, 'audit-mirror')
  mkdirSync(mirror)
  chmodSync(mirror, 0o755)
  writeFileSync(path.join(mirror, 'a.jsonl'), '', { mode: 0o644 })
  const files = ['innerward.db', 'innerward.db-wal', 'innerward.db-shm', 'audit-mirror/a.jsonl']
  const open = database()
  open.pragma('journal_mode = WAL')
  open.exec('CREATE TABLE IF NOT EXISTS t (x); INSERT INTO t VALUES (1)')
  for (const name of files) chmodSync(path.join(stateDir, name), 0o644)
  chmodSync(stateDir, 0o755)
  const { status, stdout } = settle()
  open.close()
  expect(status).toBe(0)
  expect(stdout).toContain('Others had rights to')
  expect(statSync(stateDir).mode & 0o777).toBe(0o700)
  for (const name of ['innerward.db', 'audit-mirror', 'audit-mirror/a.jsonl', 'lock.db']) {
    expect(statSync(path.join(stateDir, name)).mode & 0o077, name).toBe(0)
  }
})

test('a limit of open files that is too low is told', () => {
  const limited = ['-c', 'ulimit -n 256 && exec "$0" scripts/start.mjs', process.execPath]
  const { status, stderr } = spawnSync('bash', limited, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, STATE_DIR: stateDir, PORT: port, EVALUATION_MODEL: 'off' },
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

test('every wrong setting is told at once, in both languages, before anything listens, with exit code 78', () => {
  const { status, stderr } = start({
    PORT: '70000',
    GPU: 'nvidia',
    LDAP_STARTTL: 'on',
    MODEL_PATH: ROOT,
    LDAP_URL: 'ldaps://dc1.hospital.internal',
    NEXTAUTH_URL: 'http://innerward.hospital.internal',
  })
  expect(status).toBe(78)
  for (const sentence of [
    '设置有 8 处错误',
    'PORT: must be a whole number from 1 to 65535.',
    'GPU：只能是 auto、cuda、off 之一。',
    'LDAP_STARTTL: is no setting of the portal; did you mean LDAP_STARTTLS?',
    'MODEL_PATH: names a folder where a file is needed.',
    'LDAP_BIND_DN: must be set',
    'NEXTAUTH_URL: is not encrypted: passwords and cases can be overheard',
  ]) {
    expect(stderr).toContain(sentence)
  }
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('a state folder in a made-up file system is one sentence, and ends', () => {
  const { status, stderr } = start({ STATE_DIR: '/proc/x', PORT: port })
  expect(status).toBe(78)
  expect(stderr).toContain('STATE_DIR: names a folder that cannot be made')
})

test('files of the inference servers and of the seed are read before the start', () => {
  const [servers, seed] = ['servers.json', 'seed.json'].map((name) => path.join(stateDir, name))
  writeFileSync(servers ?? '', '{"model":{},"endpoints":[]}')
  writeFileSync(seed ?? '', '{"departments":[],"mappings":[{"groupDn":"x","role":"king"}]}')
  const given = { ENGINE: 'remote', ENGINE_ENDPOINTS_FILE: servers ?? '', DIRECTORY_SEED_FILE: seed ?? '' }
  const { status, stderr } = settle(given)
  expect(status).toBe(78)
  expect(stderr).toContain('ENGINE_ENDPOINTS_FILE: names a file of a wrong form: model.id')
  expect(stderr).toContain('DIRECTORY_SEED_FILE: names a file of a wrong form')
})

test('a portal that is started with wrong settings past the start script ends with 78 and serves nothing', () => {
  makeSecrets(stateDir)
  const env = {
    ...process.env,
    STATE_DIR: stateDir,
    PORT: port,
    GPU: 'nvidia',
    NODE_ENV: 'production' as const,
  }
  const { status, stderr } = spawnSync(process.execPath, [...typeScriptFlags(ROOT), 'boot/serve.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  })
  expect(status).toBe(78)
  expect(stderr).toContain('Configuration is wrong: GPU')
})

test('a portal whose start fails otherwise ends too', () => {
  makeSecrets(stateDir)
  writeFileSync(path.join(stateDir, 'innerward.db'), 'no database')
  const env = { ...process.env, STATE_DIR: stateDir, PORT: port, NODE_ENV: 'production' as const }
  const { status, stderr } = spawnSync(process.execPath, [...typeScriptFlags(ROOT), 'boot/serve.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  })
  expect(status).toBe(1)
  expect(stderr).toContain('Cannot start: ')
})
