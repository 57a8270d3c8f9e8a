import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { createSettingsPlace, type WrongSettings } from '@/lib/testing/settings-place'
import { strayNames } from './unknown-names'

const { dir, at, check, directory, expectSentence, remove } = createSettingsPlace()
let files: Record<'cert' | 'key' | 'other' | 'encrypted' | 'old' | 'oldKey', string>

beforeAll(() => {
  writeFileSync(at('open'), 'secret')
  // Whatever umask the tests run under.
  chmodSync(at('open'), 0o644)
  writeFileSync(at('empty'), '', { mode: 0o600 })
  writeFileSync(at('garbage'), 'garbage', { mode: 0o600 })
  const authority = createAuthority(dir, 'authority')
  const own = createCertificate(dir, { authority, host: 'own.test' })
  const other = createCertificate(dir, { authority, host: 'other.test' })
  const old = createCertificate(dir, { authority, host: 'old.test', days: 0 })
  const lock = ['pkey', '-in', own.keyFile, '-aes128', '-passout', 'pass:x', '-out', at('encrypted')]
  expect(spawnSync('openssl', lock).status).toBe(0)
  files = {
    cert: own.certFile,
    key: own.keyFile,
    other: other.keyFile,
    encrypted: at('encrypted'),
    old: old.certFile,
    oldKey: old.keyFile,
  }
})
afterAll(remove)

const without = (name: string) =>
  Object.fromEntries(Object.entries(directory()).filter(([key]) => key !== name))

test('a hospital that has set everything right, and one that has set nothing, hear nothing', async () => {
  expect(await check(directory({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key }))).toEqual([])
  expect(await check({})).toEqual([])
  expect(await check({ LDAP_STARTTLS: '', HOST: '127.0.0.1' })).toEqual([])
})

test.each<WrongSettings>([
  ['GPU', () => ({ GPU: 'nvidia' }), ['GPU'], 'must be one of auto, cuda, off'],
  ['ENGINE', () => ({ ENGINE: 'Child' }), ['ENGINE'], 'must be one of local, child, remote'],
  ['MAX_PARALLEL', () => ({ MAX_PARALLEL: '999' }), ['MAX_PARALLEL'], 'a whole number from 1 to 64'],
  ['PORT', () => ({ PORT: '70000' }), ['PORT'], 'a whole number from 1 to 65535'],
  ['LDAP_STARTTLS', () => ({ LDAP_STARTTLS: 'true' }), ['LDAP_STARTTLS'], 'must be one of on, off'],
  [
    'SESSION_IDLE_SECONDS',
    () => ({ SESSION_IDLE_SECONDS: '0' }),
    ['SESSION_IDLE_SECONDS'],
    'from 1 to 28800',
  ],
  ['CONTEXT_TOKENS', () => ({ CONTEXT_TOKENS: '512' }), ['CONTEXT_TOKENS'], '2048 or more'],
  ['an address of another kind', () => directory({ LDAP_URL: 'http://dc1' }), ['LDAP_URL'], 'ldaps://dc1'],
  ['an address without a kind', () => directory({ LDAP_URL: 'dc1:636' }), ['LDAP_URL'], 'ldaps://dc1'],
  ['clear text', () => directory({ LDAP_URL: 'ldap://dc1' }), ['LDAP_URL'], 'LDAP_STARTTLS=on'],
  ['half a filter', () => directory({ LDAP_USER_FILTER: '(((' }), ['LDAP_USER_FILTER'], '(uid={username})'],
  [
    'a filter without the name',
    () => directory({ LDAP_USER_FILTER: '(uid=a)' }),
    ['LDAP_USER_FILTER'],
    '(uid={username})',
  ],
  ['LOCK_AFTER_SECONDS', () => ({ LOCK_AFTER_SECONDS: '99999' }), ['LOCK_AFTER_SECONDS'], 'from 1 to 3600'],
  ['TRUSTED_PROXY', () => ({ TRUSTED_PROXY: '10.0.0.1' }), ['TRUSTED_PROXY'], 'TRUSTED_PROXIES'],
  ['no file of servers', () => ({ ENGINE: 'remote' }), ['ENGINE_ENDPOINTS_FILE'], 'must be set'],
  ['no seed file', () => ({ DIRECTORY_SEED_FILE: at('none') }), ['DIRECTORY_SEED_FILE'], 'does not exist'],
  ['no bind DN', () => without('LDAP_BIND_DN'), ['LDAP_BIND_DN'], 'must be set'],
  ['no base DN', () => without('LDAP_BASE_DN'), ['LDAP_BASE_DN'], 'must be set'],
  ['no password file', () => without('LDAP_BIND_PASSWORD_FILE'), ['LDAP_BIND_PASSWORD_FILE'], 'must be set'],
  [
    'no template',
    () => directory({ LDAP_BIND_MODE: 'direct' }),
    ['LDAP_BIND_TEMPLATE'],
    'LDAP_BIND_MODE=direct signs in by it',
  ],
  [
    'a missing password file',
    () => directory({ LDAP_BIND_PASSWORD_FILE: at('none') }),
    ['LDAP_BIND_PASSWORD_FILE'],
    'does not exist',
  ],
  [
    'an open password file',
    () => directory({ LDAP_BIND_PASSWORD_FILE: at('open') }),
    ['LDAP_BIND_PASSWORD_FILE'],
    'chmod 600',
  ],
  [
    'an empty password file',
    () => directory({ LDAP_BIND_PASSWORD_FILE: at('empty') }),
    ['LDAP_BIND_PASSWORD_FILE'],
    'empty file',
  ],
  ['a missing authority', () => directory({ LDAP_CA_FILE: at('none') }), ['LDAP_CA_FILE'], 'does not exist'],
  [
    'garbage',
    () => directory({ LDAP_CA_FILE: at('garbage') }),
    ['LDAP_CA_FILE'],
    'without valid certificates',
  ],
  ['an open token', () => ({ METRICS_TOKEN_FILE: at('open') }), ['METRICS_TOKEN_FILE'], 'chmod 600'],
  ['a missing token', () => ({ METRICS_TOKEN_FILE: at('none') }), ['METRICS_TOKEN_FILE'], 'does not exist'],
  ['a folder as model', () => ({ MODEL_PATH: dir }), ['MODEL_PATH'], 'names a folder'],
  [
    'a log collector that is not there',
    () => ({ AUDIT_SYSLOG_SOCKET: at('none') }),
    ['AUDIT_SYSLOG_SOCKET'],
    'does not exist',
  ],
  [
    'a file as a socket',
    () => ({ AUDIT_SYSLOG_SOCKET: at('garbage') }),
    ['AUDIT_SYSLOG_SOCKET'],
    'is no socket',
  ],
  ['no folder of backups', () => ({ BACKUP_DIR: at('none') }), ['BACKUP_DIR'], 'does not exist'],
  ['a made-up file system', () => ({ STATE_DIR: '/proc/x' }), ['STATE_DIR'], 'cannot be made'],
  ['a file as state folder', () => ({ STATE_DIR: at('open') }), ['STATE_DIR'], 'cannot be made or written'],
  ['a foreign address', () => ({ HOST: '10.9.9.9' }), ['HOST'], 'no address of this machine'],
  ['one of two', () => ({ TLS_CERT_FILE: files.cert }), ['TLS_CERT_FILE', 'TLS_KEY_FILE'], 'both be set'],
  [
    'no key file',
    () => ({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: at('none') }),
    ['TLS_KEY_FILE'],
    'does not exist',
  ],
  [
    'a key with a passphrase',
    () => ({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.encrypted }),
    ['TLS_KEY_FILE'],
    'a key with a passphrase',
  ],
  [
    'the key of another',
    () => ({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.other }),
    ['TLS_CERT_FILE', 'TLS_KEY_FILE'],
    'does not belong to the key',
  ],
  [
    'an old certificate',
    () => ({ TLS_CERT_FILE: files.old, TLS_KEY_FILE: files.oldKey }),
    ['TLS_CERT_FILE'],
    'has expired',
  ],
  ['no address', () => without('NEXTAUTH_URL'), ['NEXTAUTH_URL'], 'must be set where'],
  [
    'plain http',
    () => directory({ NEXTAUTH_URL: 'http://innerward.hospital.internal' }),
    ['NEXTAUTH_URL'],
    'can be overheard',
  ],
  ['a slip', () => ({ LDAP_STARTTL: 'on' }), ['LDAP_STARTTL'], 'did you mean LDAP_STARTTLS?'],
  ['a slip in a lone name', () => ({ MAX_PARALEL: '2' }), ['MAX_PARALEL'], 'did you mean MAX_PARALLEL?'],
])('%s is one sentence in each language', (_, ...wrong) => expectSentence(...wrong))

test('a certificate of tomorrow is told with its day', async () => {
  const yesterday = Date.now() - 2 * 24 * 60 * 60 * 1000
  vi.useFakeTimers({ toFake: ['Date'], now: yesterday })
  const faults = await check({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key })
  vi.useRealTimers()
  expect(faults).toMatchObject([
    { names: ['TLS_CERT_FILE'], en: expect.stringContaining('Check the clock') as string },
  ])
})

test('a log may lie in the state folder that the first start makes', async () => {
  expect(await check({ STATE_DIR: at('new'), LOG_FILE: at('new/innerward.log') })).toEqual([])
})

test('every fault is told at once', async () => {
  const faults = await check({ GPU: 'nvidia', PORT: '0', LDAP_CA_FILE: at('none'), HOST: '10.9.9.9' })
  expect(faults.flatMap(({ names }) => names).sort()).toEqual(['GPU', 'HOST', 'LDAP_CA_FILE', 'PORT'])
})

test('variables of other programs are none of its business', async () => {
  const foreign = {
    SESSION_MANAGER: 'local/host',
    LDAP_SERVICE_HOST: '10.0.0.1',
    LDAP_PORT_389_TCP_ADDR: '10.0.0.1',
    GPU_DEVICE_ORDINAL: '0',
    HOSTS: 'x',
    MODEL_NAME: 'x',
    LDAPTLS_CACERT: 'x',
    NEXTAUTH_SECRET: 'x',
  }
  expect(await check(foreign)).toEqual([])
})

test('a file of settings, which is the portal alone, may hold what is below the portal and nothing else', () => {
  expect(strayNames(['PORT', 'TZ', 'LC_ALL', 'NODE_OPTIONS', 'CUDA_VISIBLE_DEVICES', 'https_proxy'])).toEqual(
    [],
  )
  // A slip that is told wherever it stands is not told twice.
  expect(strayNames(['LDAP_STARTTL'])).toEqual([])
  expect(strayNames(['PROT', 'port', 'HTTP_LISTEN', 'NEXTAUTH_SECRET'])).toMatchObject([
    { names: ['PROT'], en: 'is no setting of the portal; did you mean PORT?' },
    { names: ['port'], en: 'is no setting of the portal; did you mean PORT?' },
    { names: ['HTTP_LISTEN'], zh: expect.stringContaining('请去掉') as string },
    { names: ['NEXTAUTH_SECRET'], en: expect.stringContaining('has no effect') as string },
  ])
})
