import { afterEach, expect, test } from 'vitest'
import { env } from '@/lib/config/env'
import { setTestEnv } from '@/lib/testing/test-state'

const NAMES = ['LDAP_BIND_MODE', 'LDAP_BIND_TEMPLATE', 'LDAP_DEPARTMENT_ATTRIBUTE'] as const
afterEach(() => setTestEnv(Object.fromEntries(NAMES.map((name) => [name, undefined]))))

test.each([
  '{username}@hospital.internal',
  'HOSPITAL\\{username}',
  'uid={username},ou=people,dc=hospital,dc=internal',
])('%s is a template of direct bind', (template) => {
  setTestEnv({ LDAP_BIND_MODE: 'direct', LDAP_BIND_TEMPLATE: template })
  expect(env().LDAP_BIND_TEMPLATE).toBe(template)
})

test.each([
  '{username}',
  'EXTERNAL',
  'uid=ann,ou=people,dc=hospital',
  '{username}{username}@hospital.internal',
  'uid={username}',
  undefined,
])('%s is none, and the portal does not start with it', (template) => {
  setTestEnv({ LDAP_BIND_MODE: 'direct', LDAP_BIND_TEMPLATE: template })
  expect(() => env()).toThrow('LDAP_BIND_TEMPLATE')
})

test('an attribute is a name, nothing that would change a filter', () => {
  setTestEnv({ LDAP_DEPARTMENT_ATTRIBUTE: 'department)(uid=*' })
  expect(() => env()).toThrow('LDAP_DEPARTMENT_ATTRIBUTE')
})
