import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicKeyFingerprint } from '@/lib/audit/audit-format'
import { db } from '@/lib/db/client'
import { pemOf } from '@/lib/library/bundles/contract'
import { listSites } from '@/lib/library/bundles/list-sites'
import { listChangesQuery } from '@/lib/rights/contract'
import { decideChange, proposeChange } from '@/lib/rights/four-eyes'
import { listChanges } from '@/lib/rights/list-changes'
import type { Actor } from '@/lib/shared/actor'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let first: Actor
let second: Actor
beforeEach(async () => {
  state = createTestState()
  first = await person('first', 'security_admin')
  second = await person('second', 'security_admin')
})
afterEach(() => state.remove())

const by = (actor: Actor) => ({ actor, requestId: 'q' })
const FOUR_EYES = { kind: 'policy', key: 'fourEyes', value: { enabled: true }, version: 0 } as const

function site() {
  const { publicKey } = generateKeyPairSync('ed25519')
  const line = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const fingerprint = publicKeyFingerprint(pemOf(line))
  return { kind: 'library_site_added', name: '市一医院', publicKey: line, fingerprint } as const
}

test('a site is accepted once a second person has approved its key, and withdrawn at once', async () => {
  await proposeChange(FOUR_EYES, by(first))
  const added = site()
  expect(await proposeChange(added, by(first))).toEqual({ state: 'pending' })
  expect(await listSites(first)).toMatchObject({ sites: [], waiting: 1, manages: true })
  const [waiting] = (await listChanges(listChangesQuery.parse({}), second)).changes
  expect(waiting?.change).toEqual(added)
  const id = waiting?.id ?? ''
  await expect(decideChange({ id, decision: 'approve' }, by(first))).rejects.toMatchObject({
    code: 'needs_second_person',
  })
  await decideChange({ id, decision: 'approve' }, by(second))
  const { sites } = await listSites(first)
  expect(sites).toMatchObject([
    {
      name: '市一医院',
      fingerprint: added.fingerprint,
      enteredBy: { displayName: 'first' },
      approvedBy: { displayName: 'second' },
      withdrawnAt: null,
    },
  ])
  const withdrawn = { kind: 'library_site_withdrawn', id: sites[0]?.id ?? '' } as const
  expect(await proposeChange(withdrawn, by(second))).toEqual({ state: 'applied' })
  expect((await listSites(first)).sites[0]?.withdrawnAt).not.toBe(null)
  await expect(proposeChange(withdrawn, by(second))).rejects.toMatchObject({ code: 'not_found' })
  const events = await (await db()).auditEvent.findMany({ where: { event: { startsWith: 'site.' } } })
  expect(events.map(({ event }) => event)).toEqual(['site.added', 'site.withdrawn'])
})

test('a key is accepted under its own fingerprint alone, and once', async () => {
  const added = site()
  await expect(proposeChange({ ...added, fingerprint: 'a'.repeat(64) }, by(first))).rejects.toMatchObject({
    code: 'library_site_fingerprint',
  })
  expect(await proposeChange(added, by(first))).toEqual({ state: 'applied' })
  await expect(proposeChange(added, by(first))).rejects.toMatchObject({ code: 'conflict' })
})
