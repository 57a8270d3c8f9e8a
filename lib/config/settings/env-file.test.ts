import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseEnvFile, readEnvFile, withLines } from '@/lib/config/settings/env-file'

const dir = mkdtempSync(path.join(tmpdir(), 'innerward-env-file-'))
afterAll(() => rmSync(dir, { recursive: true }))
function fileOf(text: string | Buffer, mode = 0o640): string {
  const file = path.join(dir, 'innerward.env')
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

test.each([
  ['PORT=6007', { PORT: '6007' }],
  ['export PORT = 6007', { PORT: '6007' }],
  ['# PORT=1\n\nHOST=0.0.0.0', { HOST: '0.0.0.0' }],
  ['LDAP_USER_FILTER="(uid={username})"', { LDAP_USER_FILTER: '(uid={username})' }],
  [
    'LDAP_BIND_TEMPLATE=HOSPITAL\\{username}\nLDAP_BIND_DN=CN=a#b',
    { LDAP_BIND_TEMPLATE: 'HOSPITAL\\{username}', LDAP_BIND_DN: 'CN=a#b' },
  ],
  ["\uFEFFSTATE_DIR='/var/lib/innerward'\r\nGPU=off\r\n", { STATE_DIR: '/var/lib/innerward', GPU: 'off' }],
  ['GPU=', { GPU: '' }],
  ['LDAP_BASE_DN="ou=a #b,dc=c"\nGPU="off"', { LDAP_BASE_DN: 'ou=a #b,dc=c', GPU: 'off' }],
])('%j is read', (text, values) => {
  expect(parseEnvFile(text)).toMatchObject({ values, faults: [] })
})

test.each([
  ['PORT 6007', 1, 'must be NAME=value'],
  ['\nLDAP-URL=x', 2, 'must be NAME=value'],
  ['GPU=off\nHOST="0.0.0.0', 2, 'the quote of HOST does not close'],
  ['GPU=off\nGPU=cuda', 2, 'GPU is set on line 1 already'],
  ['GPU=off\nGPU=off', 2, 'GPU is set on line 1 already'],
  ['STATE_DIR=/data # here', 1, 'has a comment after the value of STATE_DIR'],
  ['GPU= # none', 1, 'has a comment after the value of GPU'],
  ['GPU="off" # none', 1, 'has a comment after the value of GPU'],
  ['GPU: off', 1, 'must be NAME=value'],
  ['GPU＝off', 1, 'must be NAME=value'],
  ['set GPU=off', 1, 'must be NAME=value'],
  ['[innerward]', 1, 'must be NAME=value'],
  ['{"GPU":"off"}', 1, 'must be NAME=value'],
  ['GPU=off\rPORT=6007\r', 1, 'must be NAME=value'],
  ['GPU=off\nPORT=6007,\\\n6008', 3, 'must be NAME=value'],
])('%j is told with its line', (text, line, en) => {
  expect(parseEnvFile(text).faults).toMatchObject([{ line, en: expect.stringContaining(en) as string }])
})

test('a file that is named and missing, is a folder, or can be changed by anybody is a fault; none at all is not', () => {
  expect(readEnvFile(path.join(dir, 'nowhere')).faults).toMatchObject([{ en: 'cannot be read (ENOENT)' }])
  expect(readEnvFile(dir).faults).toMatchObject([{ en: 'cannot be read (EISDIR)' }])
  expect(readEnvFile(fileOf('GPU=off', 0o666)).faults).toMatchObject([
    { en: expect.stringContaining('anybody') as string },
  ])
  expect(readEnvFile(fileOf('GPU=off'))).toMatchObject({ values: { GPU: 'off' }, faults: [] })
})

test.each([
  ['in GBK', Buffer.from([...Buffer.from('# '), 0xc9, 0xe8, 0xd6, 0xc3, ...Buffer.from('\nGPU=off\n')])],
  ['in UTF-16', Buffer.from('\uFEFFGPU=off\r\n', 'utf16le')],
  ['in UTF-16 without a mark', Buffer.from('GPU=off\r\n', 'utf16le')],
])('a file %s is one sentence', (_, bytes) => {
  const { faults, values } = readEnvFile(fileOf(bytes))
  expect(values).toEqual({})
  expect(faults).toMatchObject([
    {
      zh: expect.stringContaining('UTF-8') as string,
      en: expect.stringContaining('Save it as UTF-8') as string,
    },
  ])
})

test('what never ends or is too large for settings is refused, and no file at all can be named', () => {
  const faults = [{ en: 'is no file of settings' }]
  expect(readEnvFile('/dev/zero').faults).toMatchObject(faults)
  expect(readEnvFile(fileOf('#'.repeat(2 ** 20 + 1))).faults).toMatchObject(faults)
  expect(readEnvFile('/dev/null')).toMatchObject({ values: {}, faults: [] })
})

test('a fault of a setting names the line of the file, one of the environment names none', () => {
  const read = readEnvFile(fileOf('HOST=0.0.0.0\nGPU=nvidia'))
  const [ofFile, ofEnvironment] = withLines(
    [
      { names: ['GPU'], zh: '错误', en: 'is wrong' },
      { names: ['PORT'], zh: '错误', en: 'is wrong' },
    ],
    read,
  )
  expect(ofFile?.en).toBe(`is wrong (${read.file}, line 2)`)
  expect(ofFile?.zh).toContain('第 2 行')
  expect(ofEnvironment?.en).toBe('is wrong')
})
