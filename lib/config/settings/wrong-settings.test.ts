import { afterAll, beforeAll, test } from 'vitest'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { createSettingsPlace, type WrongSettings } from '@/lib/testing/settings-place'

/** What people write that looks right: numbers, addresses and paths of another notation, and pairs that contradict each other. */
const { dir, at, directory, expectSentence, remove } = createSettingsPlace()
let files: { cert: string; key: string }

beforeAll(() => {
  const own = createCertificate(dir, { authority: createAuthority(dir, 'authority'), host: 'own.test' })
  files = { cert: own.certFile, key: own.keyFile }
})
afterAll(remove)

test.each<WrongSettings>([
  ['a port in words', () => ({ PORT: 'http' }), ['PORT'], 'a whole number from 1 to 65535'],
  ['a port in another notation', () => ({ PORT: '0x1776' }), ['PORT'], 'a whole number from 1 to 65535'],
  ['a number with an exponent', () => ({ MAX_QUEUE: '1e2' }), ['MAX_QUEUE'], 'from 0 to 1000'],
  ['a blank', () => ({ MAX_QUEUE: ' ' }), ['MAX_QUEUE'], 'from 0 to 1000'],
  ['a fraction', () => ({ MAX_PARALLEL: '2.5' }), ['MAX_PARALLEL'], 'a whole number from 1 to 64'],
  [
    'a time with a unit',
    () => ({ SESSION_IDLE_SECONDS: '15m' }),
    ['SESSION_IDLE_SECONDS'],
    'from 1 to 28800',
  ],
  ['a negative size', () => ({ CONTEXT_TOKENS: '-4096' }), ['CONTEXT_TOKENS'], '2048 or more'],
  [
    'a size with a unit',
    () => ({ ENGINE: 'child', ENGINE_MEMORY_MIB: '8G' }),
    ['ENGINE_MEMORY_MIB'],
    '256 or more',
  ],
  [
    'a level of another program',
    () => ({ LOG_LEVEL: 'warning' }),
    ['LOG_LEVEL'],
    'must be one of debug, info',
  ],
  [
    'an address with a space',
    () => directory({ LDAP_URL: 'ldaps://dc1 .test' }),
    ['LDAP_URL'],
    'ldaps://dc1',
  ],
  [
    'addresses without a comma',
    () => directory({ LDAP_URL: 'ldaps://a.test ldaps://b.test' }),
    ['LDAP_URL'],
    'by commas',
  ],
  [
    'addresses with a semicolon',
    () => directory({ LDAP_URL: 'ldaps://a.test;ldaps://b.test' }),
    ['LDAP_URL'],
    'by commas',
  ],
  ['a comma alone', () => directory({ LDAP_URL: ',' }), ['LDAP_URL'], 'must be addresses'],
  ['no server', () => directory({ LDAP_URL: 'ldaps://' }), ['LDAP_URL'], 'must be addresses'],
  [
    'a server with an account',
    () => directory({ LDAP_URL: 'ldaps://u:p@dc1' }),
    ['LDAP_URL'],
    'without account or path',
  ],
  [
    'a server with a base',
    () => directory({ LDAP_URL: 'ldaps://dc1/dc=test?sub' }),
    ['LDAP_URL'],
    'without account or path',
  ],
  [
    'a port that there is not',
    () => directory({ LDAP_URL: 'ldaps://dc1:99999' }),
    ['LDAP_URL'],
    'must be addresses',
  ],
  [
    'a domain as base',
    () => directory({ LDAP_BASE_DN: 'hospital.internal' }),
    ['LDAP_BASE_DN'],
    'DC=hospital,DC=internal',
  ],
  [
    'an account without a directory',
    () => ({ LDAP_BIND_DN: 'cn=portal' }),
    ['LDAP_URL'],
    'must be set: without it',
  ],
  ['two ways to encrypt', () => directory({ LDAP_STARTTLS: 'on' }), ['LDAP_STARTTLS'], 'Use one of the two'],
  [
    'a template that is not used',
    () => directory({ LDAP_BIND_TEMPLATE: '{username}@test' }),
    ['LDAP_BIND_TEMPLATE'],
    'only LDAP_BIND_MODE=direct',
  ],
  [
    'servers that are not used',
    () => ({ ENGINE_ENDPOINTS_FILE: at('password') }),
    ['ENGINE_ENDPOINTS_FILE'],
    'ENGINE=remote alone',
  ],
  [
    'memory of no process',
    () => ({ ENGINE_MEMORY_MIB: '4096' }),
    ['ENGINE_MEMORY_MIB'],
    'ENGINE=child alone',
  ],
  ['too many bits', () => ({ TRUSTED_PROXIES: '10.0.0.0/33' }), ['TRUSTED_PROXIES'], 'addresses or networks'],
  ['a mask', () => ({ TRUSTED_PROXIES: '10.0.0.0/255.0.0.0' }), ['TRUSTED_PROXIES'], 'addresses or networks'],
  [
    'a name as proxy',
    () => ({ TRUSTED_PROXIES: 'proxy.test' }),
    ['TRUSTED_PROXIES'],
    'addresses or networks',
  ],
  [
    'everybody as proxy',
    () => ({ TRUSTED_PROXIES: '10.0.0.1,0.0.0.0/0' }),
    ['TRUSTED_PROXIES'],
    'everybody would be a proxy',
  ],
  [
    'everybody by IPv6',
    () => ({ TRUSTED_PROXIES: '::/0' }),
    ['TRUSTED_PROXIES'],
    'everybody would be a proxy',
  ],
  ['HOST with a port', () => ({ HOST: '127.0.0.1:6006' }), ['HOST'], 'no address of this machine'],
  ['HOST as a web address', () => ({ HOST: 'http://127.0.0.1' }), ['HOST'], 'no address of this machine'],
  [
    'a path of the site',
    () => ({ NEXTAUTH_URL: 'https://a.test/portal' }),
    ['NEXTAUTH_URL'],
    'without a path',
  ],
  [
    'an account of the site',
    () => ({ NEXTAUTH_URL: 'https://u:p@a.test' }),
    ['NEXTAUTH_URL'],
    'without a path',
  ],
  [
    'a name as address',
    () => ({ NEXTAUTH_URL: 'a.test' }),
    ['NEXTAUTH_URL'],
    'must be an address like https://',
  ],
  [
    'a name as mirror',
    () => ({ MODEL_MIRROR: 'mirror' }),
    ['MODEL_MIRROR'],
    'must be an address like https://',
  ],
  ['a folder as log', () => ({ LOG_FILE: dir }), ['LOG_FILE'], 'names a folder'],
  ['a log nowhere', () => ({ LOG_FILE: at('none/a.log') }), ['LOG_FILE'], 'in a folder that does not exist'],
  [
    'a home that nothing expands',
    () => ({ STATE_DIR: '~/innerward' }),
    ['STATE_DIR'],
    'Write the whole path',
  ],
  [
    'a variable that nothing expands',
    () => ({ STATE_DIR: '$HOME/a' }),
    ['STATE_DIR'],
    'Write the whole path',
  ],
  ['quotes that stay', () => ({ STATE_DIR: '"/var/lib/innerward"' }), ['STATE_DIR'], 'Remove the quotes'],
  ['quotes of a word processor', () => ({ STATE_DIR: '“/data”' }), ['STATE_DIR'], 'Remove the quotes'],
  ['a quoted word', () => ({ GPU: '“off”' }), ['GPU'], 'Remove the quotes'],
  [
    'backups among the state',
    () => ({ BACKUP_DIR: dir }),
    ['BACKUP_DIR'],
    'must not be the folder of STATE_DIR',
  ],
  [
    'a session that ends before it is idle',
    () => ({ SESSION_IDLE_SECONDS: '7200', SESSION_ABSOLUTE_SECONDS: '3600' }),
    ['SESSION_IDLE_SECONDS', 'SESSION_ABSOLUTE_SECONDS'],
    'longer than the longest session',
  ],
  [
    'a screen that never locks',
    () => ({ LOCK_AFTER_SECONDS: '3600', SESSION_IDLE_SECONDS: '600' }),
    ['LOCK_AFTER_SECONDS', 'SESSION_IDLE_SECONDS'],
    'no screen locks',
  ],
  [
    'http beside a certificate',
    () => ({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key, NEXTAUTH_URL: 'http://own.test' }),
    ['NEXTAUTH_URL'],
    'TLS_CERT_FILE serves https',
  ],
  ['a slip in small letters', () => ({ max_parallel: '2' }), ['max_parallel'], 'did you mean MAX_PARALLEL?'],
  [
    'the mark of the demo directory',
    () => directory({ DEMO_DIRECTORY: 'on' }),
    ['DEMO_DIRECTORY'],
    'sets it for itself',
  ],
])('%s is one sentence in each language', (_, ...wrong) => expectSentence(...wrong))
