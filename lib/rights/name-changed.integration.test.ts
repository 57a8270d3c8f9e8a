import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import type { Change } from '@/lib/rights/contract'
import { nameChanged } from '@/lib/rights/name-changed'
import { person, rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(() => state.remove())

test('a mapping, a site and a delegation are named; what is gone, and what names itself, is not', async () => {
  const client = await db()
  const li = await person('li', 'doctor')
  const group = { groupDn: 'cn=doctors,dc=ward', role: 'doctor', departmentId: null }
  const mapping = await client.groupMapping.create({ data: group })
  const site = await client.librarySite.create({
    data: { name: '市一医院', publicKey: 'k', fingerprint: 'f' },
  })
  const grant = await client.roleGrant.create({
    data: { userId: li.userId, role: 'department_head', source: 'delegation' },
  })
  const changes: Change[] = [
    { kind: 'mapping_removed', id: mapping.id, version: 1 },
    { kind: 'library_site_withdrawn', id: site.id },
    { kind: 'delegation_ended', id: grant.id },
    { kind: 'delegation_ended', id: rowIdFor('gone') },
    { kind: 'audit_export', format: 'csv' },
  ]
  const named = await nameChanged(changes)
  expect(changes.map(named)).toEqual(['cn=doctors,dc=ward', '市一医院', 'li', null, null])
})
