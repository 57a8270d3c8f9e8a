import 'server-only'
import type { GroupMapping } from '@prisma/client'
import { z } from 'zod'
import type { Change } from '@/lib/rights/contract'
import { applyDepartment } from '@/lib/rights/change-department'
import { applyRoles } from '@/lib/rights/change-roles'
import { applyUserState } from '@/lib/rights/change-user-state'
import type { Applied, ChangedBy } from '@/lib/rights/changed-by'
import { applyDelegation, applyDelegationEnd } from '@/lib/rights/delegate-headship'
import { rightsEvents } from '@/lib/rights/events'
import { otherSecurityAdmins } from '@/lib/rights/last-security-admin'
import { applyRelease } from '@/lib/rights/release-model'
import { applySiteAdded, applySiteWithdrawn } from '@/lib/rights/trust-site'
import { contentHash } from '@/lib/audit/content-hash'
import { recordEvent } from '@/lib/audit/record-event'
import { isGroup } from '@/lib/auth/directory/nested-groups'
import { normaliseDn } from '@/lib/auth/map-groups'
import type { auth } from '@/lib/auth/feature'
import type { Policy, PolicyValue } from '@/lib/feature/define-feature'
import { allPolicies } from '@/lib/feature/installed'
import { readPolicy } from '@/lib/policies/read-policy'
import { readSystemPrompt, systemPromptSha256, systemPromptVersion } from '@/lib/policies/read-system-prompt'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { refuseIdentifiers } from '@/lib/privacy/refuse-identifiers'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

async function applyPolicy(tx: Tx, { key, value, version }: Of<'policy'>, by: ChangedBy): Promise<void> {
  const policy = allPolicies().find((one) => one.key === key)
  if (!policy) throw new AppError('invalid_input', { fields: 'key' })
  const parsed = policy.schema.safeParse(value)
  if (!parsed.success) {
    throw new AppError('invalid_input', {
      fields: parsed.error.issues.map(({ path }) => path.join('.')).join(', '),
    })
  }
  const row = await tx.policy.findUnique({ where: { key } })
  if ((row?.version ?? 0) !== version) throw new AppError('stale')
  const before = await readPolicy(policy, tx)
  if (key === 'fourEyes' && parsed.data['enabled'] === true) {
    // The one who switches it on and another: else nothing could ever be approved again.
    if ((await otherSecurityAdmins(tx, by.requester.userId)) === 0) throw new AppError('needs_second_person')
  }
  if (key === 'notices') {
    const { zh, en } = parsed.data as PolicyValue<typeof auth.policies.notices>
    refuseIdentifiers([zh, en], clinicalDictionary())
  }
  const data = {
    value: JSON.stringify(parsed.data),
    version: version + 1,
    updatedAt: new Date(),
    updatedById: by.requester.userId,
  }
  await tx.policy.upsert({ where: { key }, create: { key, ...data }, update: data })
  const detail = { key, before: policyPairs(policy, before), after: policyPairs(policy, parsed.data) }
  await recordEvent(tx, { event: rightsEvents['policy.changed'], outcome: 'ok', ...recordedBy(by), detail })
}

/** What a record says of who did it. */
const recordedBy = ({ actor, requestId }: ChangedBy) => ({ actor, requestId })

/** `name=value` of a policy. A text that somebody wrote, such as a notice, is named by its keyed hash. */
function policyPairs({ schema }: Policy, value: object): string[] {
  const fields: Readonly<Record<string, unknown>> = schema.shape
  return Object.entries(value).map(([name, one]) => {
    const written = typeof one === 'string' && one !== '' && !(fields[name] instanceof z.ZodEnum)
    return `${name}=${written ? contentHash('typed', one) : String(one)}`
  })
}

const mappingFacts = ({
  groupDn,
  role,
  departmentId,
}: Pick<GroupMapping, 'groupDn' | 'role' | 'departmentId'>) => ({
  group: groupDn,
  role,
  departmentId,
})

async function checkMapping(
  tx: Tx,
  { mapping, id }: { mapping: Of<'mapping_added'>['mapping']; id?: string },
) {
  const { departmentId, role, groupDn } = mapping
  // People can often edit attributes of their own entry, so these never give a role.
  if (role !== null && !isGroup(groupDn)) throw new AppError('invalid_input', { fields: 'role' })
  if (departmentId !== null && !(await tx.department.findUnique({ where: { id: departmentId } }))) {
    throw new AppError('invalid_input', { fields: 'departmentId' })
  }
  const same = (await tx.groupMapping.findMany({ where: { role, departmentId } })).filter(
    (one) => one.id !== id && normaliseDn(one.groupDn) === normaliseDn(groupDn),
  )
  if (same.length > 0) throw new AppError('conflict')
}

async function currentMapping(tx: Tx, { id, version }: { id: string; version: number }) {
  const row = await tx.groupMapping.findUnique({ where: { id } })
  if (!row) throw new AppError('not_found')
  if (row.version !== version) throw new AppError('stale')
  return mappingFacts(row)
}

async function applyMapping(
  tx: Tx,
  change: Of<'mapping_added' | 'mapping_changed' | 'mapping_removed'>,
  by: ChangedBy,
): Promise<void> {
  const before = change.kind === 'mapping_added' ? null : await currentMapping(tx, change)
  if (change.kind === 'mapping_removed') await tx.groupMapping.delete({ where: { id: change.id } })
  else {
    await checkMapping(tx, change)
    const authors = {
      proposedById: by.requester.userId,
      approvedById: by.actor.userId === by.requester.userId ? null : by.actor.userId,
    }
    const mapping = { ...change.mapping, ...authors }
    if (change.kind === 'mapping_added') await tx.groupMapping.create({ data: mapping })
    else {
      await tx.groupMapping.update({
        where: { id: change.id },
        data: { ...mapping, version: { increment: 1 } },
      })
    }
  }
  const after = change.kind === 'mapping_removed' ? null : mappingFacts(change.mapping)
  await recordEvent(tx, {
    event: rightsEvents['mapping.changed'],
    outcome: 'ok',
    ...recordedBy(by),
    detail: { before, after },
  })
}

/** A new version of the instructions, which is in force for every question from then on. */
async function applySystemPrompt(
  tx: Tx,
  { zh, en, note, base }: Of<'system_prompt'>,
  by: ChangedBy,
): Promise<void> {
  refuseIdentifiers([zh, en, note], clinicalDictionary())
  const before = await readSystemPrompt(tx)
  if (before.number !== base) throw new AppError('stale')
  const { number } = await tx.systemPromptVersion.create({
    data: { zh, en, note, createdById: by.requester.userId },
  })
  const detail = {
    before: before.version,
    version: systemPromptVersion(number),
    sha256Zh: systemPromptSha256(zh),
    sha256En: systemPromptSha256(en),
  }
  await recordEvent(tx, {
    event: rightsEvents['system_prompt.changed'],
    outcome: 'ok',
    ...recordedBy(by),
    detail,
  })
}

/**
 * Carries out a change with its audit record, inside the caller's transaction, and returns whose sessions must end once it is
 * written. Throws AppError `invalid_input`, `stale`, `not_found`, `conflict`, `forbidden`, `separation_of_duties`,
 * `stored_identifiers`, `model_not_releasable`, `library_site_fingerprint`, or `needs_second_person` when nobody else could approve. An approved audit
 * export changes nothing: it is a right that the export spends; a withdrawal is its own record.
 */
export async function applyChange(tx: Tx, change: Change, by: ChangedBy): Promise<Applied> {
  switch (change.kind) {
    case 'roles':
      return applyRoles(tx, change, by)
    case 'user_state':
      return applyUserState(tx, change, by)
    case 'department_added':
    case 'department_changed':
    case 'department_removed':
      return applyDepartment(tx, change, by)
    case 'delegation':
      return applyDelegation(tx, change, by)
    case 'delegation_ended':
      return applyDelegationEnd(tx, change, by)
    case 'policy':
      await applyPolicy(tx, change, by)
      return []
    case 'system_prompt':
      await applySystemPrompt(tx, change, by)
      return []
    case 'model_release':
      await applyRelease(tx, change, recordedBy(by))
      return []
    case 'mapping_added':
    case 'mapping_changed':
    case 'mapping_removed':
      await applyMapping(tx, change, by)
      return []
    case 'library_site_added':
      await applySiteAdded(tx, change, by)
      return []
    case 'library_site_withdrawn':
      await applySiteWithdrawn(tx, change, by)
      return []
    case 'audit_export':
    case 'model_withdrawal':
      return []
  }
}
