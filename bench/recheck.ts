import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { findPeople } from '@/lib/auth/directory/find-people'
import { readEverybody } from '@/lib/auth/directory/read-everybody'
import { recheckPeople } from '@/lib/auth/recheck-people'
import { db } from '@/lib/db/client'
import { startSlapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv } from '@/lib/testing/test-state'

/**
 * `npm run bench:recheck`: two thousand people signed in and two hundred mapped groups on slapd; the look-up alone and the
 * whole re-check, for each way of nested groups. slapd knows no chain rule, so `ad` measures its searches, not its members.
 */
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 2000)
const GROUPS = Number(process.env.BENCH_GROUPS ?? 200)
const BASE = 'dc=hospital,dc=internal'
const ROUNDS = 3

const personDn = (n: number) => `uid=p${n},ou=people,${BASE}`
const groupDn = (n: number) => `cn=g${n},ou=groups,${BASE}`

function ldif(): string {
  const people = Array.from(
    { length: PEOPLE },
    (_, n) => `dn: ${personDn(n)}\nobjectClass: inetOrgPerson\nuid: p${n}\ncn: p${n}\nsn: p${n}\n`,
  )
  const groups = Array.from({ length: GROUPS }, (_, g) => {
    const members = Array.from({ length: PEOPLE }, (_, n) => n).filter((n) => n % GROUPS === g || g === 0)
    const lines = members.map((n) => `member: ${personDn(n)}`)
    return `dn: ${groupDn(g)}\nobjectClass: groupOfNames\ncn: g${g}\n${lines.join('\n')}\n`
  })
  return [...people, ...groups].join('\n')
}

async function signEverybodyIn(): Promise<string[]> {
  const client = await db()
  for (let g = 0; g < GROUPS; g++) {
    await client.groupMapping.create({ data: { groupDn: groupDn(g), role: g === 0 ? 'doctor' : null } })
  }
  const people = await readEverybody([])
  const known = people.filter(({ username }) => /^p\d+$/.test(username))
  const now = new Date()
  await client.user.createMany({
    data: known.map(({ directoryId, username, displayName }) => ({ directoryId, username, displayName })),
  })
  const users = await client.user.findMany({ select: { id: true } })
  const expiresAt = new Date(now.getTime() + 3_600_000)
  await client.session.createMany({ data: users.map(({ id }) => ({ userId: id, sidHash: id, expiresAt })) })
  await client.roleGrant.createMany({
    data: users.map(({ id }) => ({ userId: id, role: 'doctor', source: 'mapping' })),
  })
  return known.map(({ directoryId }) => directoryId)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const start = performance.now()
    await work()
    times.push(Math.round(performance.now() - start))
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

const slapd = await startSlapd({ settings: ['index entryUUID eq', 'index uid eq'] })
slapd.add(ldif())
process.stderr.write('directory filled\n')
const state = createTestState(slapd.env)
const ids = await signEverybodyIn()
const figures: Record<string, { findPeopleMs: number; recheckMs: number; sessionsLeft: number }> = {}
for (const mode of ['off', 'recursive', 'ad']) {
  setTestEnv({ LDAP_NESTED_GROUPS: mode })
  figures[mode] = {
    findPeopleMs: await timed(() => findPeople(ids)),
    recheckMs: await timed(recheckPeople),
    sessionsLeft: await (await db()).session.count({ where: { endedAt: null } }),
  }
  process.stderr.write(`${mode} ${JSON.stringify(figures[mode])}\n`)
}
await state.remove()
await slapd.stop()
const result = { people: ids.length, groups: GROUPS, cpu: cpus()[0]?.model ?? '', rounds: ROUNDS, figures }
const text = `${JSON.stringify(result, null, 2)}\n`
writeFileSync(path.join(import.meta.dirname, 'results', 'recheck.json'), text)
process.stdout.write(text)
