import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit } from '@/lib/audit/feature'
import { decideChange, proposeChange } from '@/lib/rights/four-eyes'
import { listChangesQuery } from '@/lib/rights/contract'
import { listChanges } from '@/lib/rights/list-changes'
import { exportEvents } from '@/lib/audit/export-events'
import { verifyChain } from '@/lib/audit/verify-chain'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { person } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(() => state.remove())

const by = (actor: Actor) => ({ actor, requestId: 'q1' })
const events = async (event: string) =>
  (await db()).auditEvent.findMany({ where: { event }, orderBy: { id: 'asc' } })
const policy = (version: number, retentionMonths: number) => ({
  kind: 'policy' as const,
  key: 'audit' as const,
  value: { retentionMonths, checkpointEvery: 100 },
  version,
})

const fourEyes = (enabled: boolean, version: number) => ({
  kind: 'policy' as const,
  key: 'fourEyes' as const,
  value: { enabled },
  version,
})

test('four eyes: one proposes, another decides, nobody alone, and switching it off needs them too', async () => {
  const first = await person('first', 'security_admin')
  await expect(proposeChange(fourEyes(true, 0), by(first))).rejects.toMatchObject({
    code: 'needs_second_person',
  })
  const second = await person('second', 'security_admin')
  await proposeChange(fourEyes(true, 0), by(first))
  expect(await proposeChange(policy(0, 12), by(first))).toEqual({ state: 'pending' })
  expect((await readPolicy(audit.policies.audit)).retentionMonths).toBe(36)
  const [waiting] = (await listChanges(listChangesQuery.parse({}), first)).changes
  expect(waiting).toMatchObject({ own: true, decidable: false, state: 'pending' })
  const id = waiting?.id ?? ''
  await expect(decideChange({ id, decision: 'approve' }, by(first))).rejects.toMatchObject({
    code: 'needs_second_person',
  })
  await decideChange({ id, decision: 'approve' }, by(second))
  expect((await readPolicy(audit.policies.audit)).retentionMonths).toBe(12)
  await expect(decideChange({ id, decision: 'reject' }, by(second))).rejects.toMatchObject({ code: 'stale' })
  expect(await proposeChange(fourEyes(false, 1), by(first))).toEqual({ state: 'pending' })
  expect((await readPolicy(audit.policies.fourEyes)).enabled).toBe(true)
  expect((await events('change.requested')).length).toBe(2)
  expect((await events('change.decided')).length).toBe(1)
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('a waiting change that is overtaken fails at approval and changes nothing', async () => {
  const first = await person('first', 'security_admin')
  const second = await person('second', 'security_admin')
  await proposeChange(fourEyes(true, 0), by(first))
  await proposeChange(policy(0, 12), by(first))
  await proposeChange(policy(0, 24), by(first))
  const [newer, older] = (await listChanges(listChangesQuery.parse({}), second)).changes
  await decideChange({ id: older?.id ?? '', decision: 'approve' }, by(second))
  const late = decideChange({ id: newer?.id ?? '', decision: 'approve' }, by(second))
  await expect(late).rejects.toMatchObject({ code: 'stale' })
  expect((await listChanges(listChangesQuery.parse({}), second)).changes[0]).toMatchObject({
    state: 'pending',
  })
  await decideChange({ id: newer?.id ?? '', decision: 'withdraw' }, by(first))
  expect((await listChanges(listChangesQuery.parse({}), second)).changes[0]).toMatchObject({
    state: 'withdrawn',
  })
})

test('an audit export by four eyes: another auditor approves, it works once, and no other change is seen', async () => {
  const first = await person('first', 'security_admin')
  await person('second', 'security_admin')
  const zhou = await person('zhou', 'auditor')
  const qian = await person('qian', 'auditor')
  await proposeChange(fourEyes(true, 0), by(first))
  await proposeChange(policy(0, 12), by(first))
  await proposeChange({ kind: 'audit_export', format: 'csv' }, by(zhou))
  const { changes } = await listChanges(listChangesQuery.parse({}), qian)
  expect(changes.map(({ change }) => change)).toEqual([{ kind: 'audit_export', format: 'csv' }])
  const policyChange = (await listChanges(listChangesQuery.parse({}), first)).changes.find(
    ({ change }) => change.kind === 'policy',
  )
  const meddle = decideChange({ id: policyChange?.id ?? '', decision: 'approve' }, by(qian))
  await expect(meddle).rejects.toMatchObject({ code: 'needs_second_person' })
  await decideChange({ id: changes[0]?.id ?? '', decision: 'approve' }, by(qian))
  expect((await exportEvents({ format: 'csv' }, by(zhou))).status).toBe(200)
  await expect(exportEvents({ format: 'csv' }, by(zhou))).rejects.toMatchObject({
    code: 'needs_second_person',
  })
})

test('the value of an attribute is mapped to a department only, since people can edit their own', async () => {
  setTestEnv({ LDAP_DEPARTMENT_ATTRIBUTE: 'department' })
  const admin = await person('admin', 'security_admin')
  const { id } = await (
    await db()
  ).department.create({ data: { code: 'c', nameZh: '心内科', nameEn: 'Cardiology' } })
  const mapped = (role: 'doctor' | null, departmentId: string | null) =>
    proposeChange(
      { kind: 'mapping_added', mapping: { groupDn: 'Department=心内科', role, departmentId } },
      by(admin),
    )
  await expect(mapped('doctor', id)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await mapped(null, id)).toEqual({ state: 'applied' })
  setTestEnv({ LDAP_DEPARTMENT_ATTRIBUTE: undefined })
})
