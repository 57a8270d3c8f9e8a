import { expect, test } from 'vitest'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import { CHANGE_EVENTS, CHANGE_KINDS, NOT_CHANGES } from '@/lib/backup/change-events'

/** A restore tells what it takes back by the names of events: one that stood in no list would be taken back unseen. */
const changes = Object.keys(CHANGE_EVENTS)
const others: readonly string[] = Object.values(NOT_CHANGES).flat()

test('every event of every feature is a change that a restore tells, or is named as none, once', () => {
  const listed = [...changes, ...others]
  expect(listed.filter((name, i) => listed.indexOf(name) !== i)).toEqual([])
  expect(AUDIT_EVENT_NAMES.filter((name) => !listed.includes(name))).toEqual([])
  expect(listed.filter((name) => !AUDIT_EVENT_NAMES.includes(name))).toEqual([])
})

test('an event of rights, keys, policies, releases, templates, documents or medication tables that sounds like a change is one', () => {
  const CHANGE =
    /^(admin|roles|user|mapping|department|policy|system_prompt|change|template|library|site|medication|model)\..*(changed|delegated|ended|disabled|enabled|made|renewed|requested|proposed|decided|deprecated|removed|retired|added|withdrawn|released|switched|granted)$/
  // The choice of a model is a file of the state folder, which a restore leaves.
  const sounding = AUDIT_EVENT_NAMES.filter((name) => CHANGE.test(name) && name !== 'model.changed')
  expect(sounding.filter((name) => !changes.includes(name))).toEqual([])
  expect(new Set(Object.values(CHANGE_EVENTS))).toEqual(new Set(CHANGE_KINDS))
})
