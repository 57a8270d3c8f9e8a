import type { Client } from 'ldapts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { allGroupsOfMany } from '@/lib/auth/directory/nested-groups'
import { db } from '@/lib/db/client'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/** Active Directory is asked about a group once, however many people are signed in: it serves the whole hospital. */
const GROUPS = 84
let state: TestState
beforeEach(() => {
  state = createTestState({ LDAP_NESTED_GROUPS: 'ad', LDAP_BASE_DN: 'dc=hospital' })
})
afterEach(() => state.remove())

const groupDn = (i: number): string => `cn=g${i},dc=hospital`
const personDn = (i: number): string => `cn=p${i},dc=hospital`

/** A directory that counts its searches and says that every second person is in each group. */
function countingDirectory(people: number) {
  const seen = { searches: 0 }
  const searchEntries = Array.from({ length: people / 2 }, (_, i) => ({ dn: personDn(i * 2) }))
  const answer = () => {
    seen.searches += 1
    return { searchEntries, searchReferences: [] }
  }
  const client = {
    search: () => Promise.resolve(answer()),
    // oxlint-disable-next-line typescript/require-await -- as the real one, which waits for a page
    searchPaginated: async function* () {
      yield answer()
    },
  }
  return { seen, client: client as unknown as Client }
}

test.each([50, 500])('%i people signed in cost one search for each mapped group', async (count) => {
  const client = await db()
  await client.groupMapping.createMany({
    data: Array.from({ length: GROUPS }, (_, i) => ({ groupDn: groupDn(i), role: 'doctor' })),
  })
  const directory = countingDirectory(count)
  const people = Array.from({ length: count }, (_, i) => ({ dn: personDn(i), groupDns: [] }))
  const groups = await allGroupsOfMany(directory.client, people)
  expect(directory.seen.searches).toBe(GROUPS)
  expect(groups.get(personDn(0))).toHaveLength(GROUPS)
  expect(groups.get(personDn(1))).toEqual([])
})
