import { expect, test } from 'vitest'
import { FEATURES, POLICIES } from '@/boot/features'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import { allPermissions } from '@/lib/feature/installed'
import { ERROR_STATUS } from '@/lib/errors/app-error'
import { ROLES, type Role } from '@/lib/shared/actor'
import en from '@/messages/en/errors.json'
import enPolicies from '@/messages/en/policies.json'
import zh from '@/messages/zh-CN/errors.json'
import zhPolicies from '@/messages/zh-CN/policies.json'

const namesOf = (part: 'permissions' | 'errors' | 'policies') =>
  FEATURES.flatMap((feature) => Object.keys(feature[part]))

test.each(['permissions', 'errors', 'policies'] as const)('no two features bring the same of %s', (part) => {
  const names = [...namesOf(part), ...(part === 'errors' ? Object.keys(ERROR_STATUS) : [])]
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

/** Said here once more, by hand: a plate that gives a role more than it had is noticed. */
const GRANTED = {
  doctor: [
    'batch:run',
    'consult:ask',
    'help:read',
    'library:read',
    'medication:check',
    'preferences:change',
    'templates:read',
    'templates:write',
  ],
  department_head: [
    'batch:run',
    'help:read',
    'library:decide',
    'library:exchange',
    'library:propose',
    'library:read',
    'library:use',
    'medication:check',
    'preferences:change',
    'roles:delegate',
    'templates:read',
    'templates:write',
    'usage:read',
  ],
  pharmacy_head: ['help:read', 'medication:check', 'medication:manage', 'preferences:change'],
  system_admin: ['changes:decide', 'help:read', 'preferences:change', 'system:manage'],
  security_admin: [
    'changes:decide',
    'help:read',
    'library:decide',
    'library:exchange',
    'library:propose',
    'library:read',
    'library:use',
    'preferences:change',
    'roles:delegate',
    'security:manage',
    'templates:read',
  ],
  auditor: [
    'audit:read',
    'changes:decide',
    'help:read',
    'library:read',
    'library:use',
    'preferences:change',
    'usage:read',
  ],
} as const satisfies Record<Role, readonly string[]>

test.each(ROLES)('%s has these rights and no others', (role) => {
  const held = allPermissions().flatMap(({ id, roles }) => (roles.includes(role) ? [id] : []))
  expect(held.sort()).toEqual(GRANTED[role])
})

test('no two features bring the same event', () => {
  expect(AUDIT_EVENT_NAMES.filter((name, at) => AUDIT_EVENT_NAMES.indexOf(name) !== at)).toEqual([])
})

test.each([
  ['zh-CN', zh],
  ['en', en],
])('every error has its sentence in %s, and no sentence is left over', (_, sentences) => {
  const codes = [...namesOf('errors'), ...Object.keys(ERROR_STATUS)]
  expect(Object.keys(sentences).sort()).toEqual(codes.sort())
})

test.each([
  ['zh-CN', zhPolicies],
  ['en', enPolicies],
])('every policy and every field of it has its words in %s', (_, texts) => {
  const name: Readonly<Record<string, string>> = texts.name
  const about: Readonly<Record<string, string>> = texts.about
  const fields: Readonly<Record<string, object>> = texts.field
  for (const { key, schema } of POLICIES) {
    expect(name[key], key).toBeTruthy()
    expect(about[key], key).toBeTruthy()
    // The switches of rules have the rules' own names.
    if (!('switchedOff' in schema.shape)) {
      expect(Object.keys(fields[key] ?? {}).sort(), key).toEqual(Object.keys(schema.shape).sort())
    }
  }
})
