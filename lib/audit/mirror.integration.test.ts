import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { compareMirror, followTrail, mirrorState } from '@/lib/audit/mirror'
import { pruneMirror } from '@/lib/audit/mirror-files'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import { mechanismEvents } from '@/lib/mechanism/events'
import { resetProcess } from '@/lib/testing/process-parts'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  resetProcess('audit-mirror')
})
afterEach(async () => {
  await state.remove()
})
const record = (runId = 'r') =>
  recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', actor: null, runId })

test('the mirror follows in order, catches up after a crash, and a failing one holds up nothing', async () => {
  for (let i = 0; i < 3; i++) await record()
  await followTrail()
  resetProcess('audit-mirror')
  await record()
  await followTrail()
  const folder = path.join(state.dir, 'audit-mirror')
  const [name = ''] = readdirSync(folder)
  const lines = readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2, 3, 4])
  expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'not a folder')
  await record()
  await followTrail()
  expect(await mirrorState()).toMatchObject({ on: true, failing: true })
  expect((await listEvents({ event: 'system.job_failed', limit: 5 })).records).toHaveLength(1)
  rmSync(folder)
  await followTrail()
  expect(await mirrorState()).toEqual({ on: true, behind: 0, failing: false })
})

const mirrorLines = (): { id: number; mac: string }[] => {
  const folder = path.join(state.dir, 'audit-mirror')
  const text = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'))
  return text
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; mac: string })
}
const asideNames = () => readdirSync(state.dir).filter((name) => name.startsWith('audit-mirror-unfit-'))
const restartMirror = () => resetProcess('audit-mirror')

test.each([
  [
    'its end',
    false,
    (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"mac":"', '"mac":"0')),
  ],
  [
    'a line in its middle',
    true,
    (file: string) => {
      const lines = readFileSync(file, 'utf8').split('\n')
      writeFileSync(file, [...lines.slice(0, 2), ...lines.slice(3)].join('\n'))
    },
  ],
  [
    'a mac in its middle',
    true,
    (file: string) => {
      const lines = readFileSync(file, 'utf8').split('\n')
      lines[1] = lines[1]?.replace('"mac":"', '"mac":"0') ?? ''
      writeFileSync(file, lines.join('\n'))
    },
  ],
])(
  'a mirror that does not fit by %s is put aside and written anew, and misses nothing',
  async (_, wholly, spoil) => {
    for (let i = 0; i < 5; i++) await record()
    await followTrail()
    const folder = path.join(state.dir, 'audit-mirror')
    spoil(path.join(folder, readdirSync(folder)[0] ?? ''))
    restartMirror()
    await compareMirror({ wholly })
    await followTrail()
    expect(mirrorLines().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6])
    expect(asideNames()).toHaveLength(1)
    const told = (await listEvents({ event: 'audit.mirror_restarted', limit: 5 })).records
    expect(told.map(({ detail }) => detail)).toEqual([`{"movedTo":"${asideNames()[0] ?? ''}"}`])
    await compareMirror({ wholly: true })
    expect(asideNames()).toHaveLength(1)
  },
)

test('a mirror that lost its end, by a torn line or a removed file, gets it again while the portal runs', async () => {
  for (let i = 0; i < 4; i++) await record()
  await followTrail()
  const folder = path.join(state.dir, 'audit-mirror')
  const file = path.join(folder, readdirSync(folder)[0] ?? '')
  writeFileSync(file, readFileSync(file).subarray(0, -20))
  await compareMirror()
  await followTrail()
  expect(mirrorLines().map(({ id }) => id)).toEqual([1, 2, 3, 4])
  rmSync(folder, { recursive: true })
  await compareMirror()
  await followTrail()
  expect(mirrorLines().map(({ id }) => id)).toEqual([1, 2, 3, 4])
  expect(asideNames()).toEqual([])
})

test('what retention removes leaves the mirror and those put aside, file by file; the newest file stays', async () => {
  for (let i = 0; i < 6; i++) await record()
  await followTrail()
  const folder = path.join(state.dir, 'audit-mirror')
  const [name = ''] = readdirSync(folder)
  const lines = readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
  const put = (where: string, day: string, part: string[]) => {
    mkdirSync(where, { recursive: true })
    writeFileSync(path.join(where, `${day}.jsonl`), `${part.join('\n')}\n`)
  }
  rmSync(path.join(folder, name))
  put(folder, '2026-01-01', lines.slice(0, 2))
  put(folder, '2026-01-02', lines.slice(2, 4))
  put(folder, '2026-01-03', lines.slice(4))
  const aside = path.join(state.dir, 'audit-mirror-unfit-20260101T000000Z')
  put(aside, '2026-01-01', lines.slice(0, 2))
  pruneMirror(3)
  expect(readdirSync(folder)).toEqual(['2026-01-02.jsonl', '2026-01-03.jsonl'])
  expect(existsSync(aside)).toBe(false)
  pruneMirror(6)
  expect(readdirSync(folder)).toEqual(['2026-01-03.jsonl'])
})

test('syslog goes on where it stopped, whatever became of the mirror', async () => {
  const socket = path.join(state.dir, 'syslog.sock')
  let received = ''
  const server = net.createServer((peer) => peer.on('data', (bytes) => (received += bytes.toString())))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  setTestEnv({ AUDIT_SYSLOG_SOCKET: socket })
  const ids = () => [...received.matchAll(/\{"id":(\d+)/g)].map(([, id]) => Number(id))
  for (let i = 0; i < 3; i++) await record()
  await followTrail()
  rmSync(path.join(state.dir, 'audit-mirror'), { recursive: true })
  restartMirror()
  await record()
  await followTrail()
  setTestEnv({ AUDIT_SYSLOG_SOCKET: undefined })
  server.close()
  expect(ids()).toEqual([1, 2, 3, 4])
  expect(mirrorLines().map(({ id }) => id)).toEqual([1, 2, 3, 4])
})

test('the syslog socket gets whole messages that no name can split', async () => {
  const socket = path.join(state.dir, 'syslog.sock')
  let received = ''
  const server = net.createServer((peer) => peer.on('data', (bytes) => (received += bytes.toString())))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  setTestEnv({ AUDIT_SYSLOG_SOCKET: socket })
  const displayName = '李\n<1>1 forged\u001b[31m'
  await recordAlone({
    event: mechanismEvents['mechanism.started'],
    outcome: 'ok',
    actor: { userId: 'u1', departmentId: null, displayName },
  })
  await followTrail()
  setTestEnv({ AUDIT_SYSLOG_SOCKET: undefined })
  server.close()
  const [, length = '', message = ''] = /^(\d+) ([\s\S]*)$/.exec(received) ?? []
  expect(Buffer.byteLength(message)).toBe(Number(length))
  expect(message).toMatch(/^<109>1 \d{4}-\d{2}-\d{2}T[\d:.]+Z - innerward - mechanism\.started - /)
  expect(message).not.toMatch(/\p{Cc}/u)
})
