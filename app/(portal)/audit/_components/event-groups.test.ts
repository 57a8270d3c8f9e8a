import { expect, test } from 'vitest'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import en from '@/messages/en/audit.json'
import zh from '@/messages/zh-CN/audit.json'
import { EVENT_GROUPS, groupEvents, groupOf } from './event-groups'

test('every event of the trail stands under one heading, and every heading is said in both languages', () => {
  expect(AUDIT_EVENT_NAMES.filter((name) => groupOf(name) === null)).toEqual([])
  expect(groupEvents(AUDIT_EVENT_NAMES).flatMap(({ events }) => events)).toHaveLength(
    AUDIT_EVENT_NAMES.length,
  )
  const groups = Object.keys(EVENT_GROUPS).sort()
  expect(Object.keys(zh.group).sort()).toEqual(groups)
  expect(Object.keys(en.group).sort()).toEqual(groups)
})

test('an event that is named goes before its area; an area that nobody named has no heading', () => {
  expect(groupOf('admin.first_granted')).toBe('people')
  expect(groupOf('admin.viewed')).toBe('trail')
  expect(groupOf('kitchen.opened')).toBeNull()
  expect(groupEvents(['backup.made', 'consult.started', 'consult.finished'])).toEqual([
    { group: 'questions', events: ['consult.started', 'consult.finished'] },
    { group: 'system', events: ['backup.made'] },
  ])
})
