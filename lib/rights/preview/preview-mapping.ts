import 'server-only'
import type { z } from 'zod'
import { comparePeople } from '@/lib/rights/preview/compare-people'
import {
  PREVIEW_PER_PAGE,
  type Preview,
  type PreviewChange,
  type PreviewedPerson,
  type previewInput,
} from '@/lib/rights/preview/contract'
import type { FoundPerson } from '@/lib/auth/directory/find-people'
import { readEverybody } from '@/lib/auth/directory/read-everybody'
import { normaliseDn, type Mapping } from '@/lib/auth/map-groups'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

/** How long what was read serves for the next page or search, in ms. */
const KEEP_MS = 60_000

interface Reading {
  group: string
  at: number
  people: Promise<FoundPerson[]>
}
const kept = (): { reading: Reading | null } =>
  processSingleton('directory-reading', () => ({ reading: null }))

/** Everybody of the directory, read less than a minute ago where that will do. It is kept in memory only. */
function readPeople(group: string, reread: boolean): Reading {
  const last = kept().reading
  if (last && !reread && last.group === group && Date.now() - last.at < KEEP_MS) return last
  const reading = { group, at: Date.now(), people: readEverybody(group === '' ? [] : [group]) }
  kept().reading = reading
  const forget = (): void => {
    if (kept().reading === reading) kept().reading = null
  }
  reading.people.catch(forget)
  setTimeout(forget, KEEP_MS).unref()
  return reading
}

type Row = Mapping & { id: string }

function currentRow(rows: readonly Row[], id: string): Row {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new AppError('not_found')
  return row
}

async function checkDepartment(departmentId: string | null): Promise<void> {
  if (departmentId === null) return
  const found = await (await db()).department.findUnique({ where: { id: departmentId } })
  if (!found) throw new AppError('invalid_input', { fields: 'departmentId' })
}

/** The table after the change, and the group that the change is about. */
async function tryOut(
  rows: readonly Row[],
  change: PreviewChange,
): Promise<{ after: readonly Mapping[]; group: string }> {
  if (change === null) return { after: rows, group: '' }
  if (change.kind === 'mapping_removed') {
    const { id, groupDn } = currentRow(rows, change.id)
    return { after: rows.filter((row) => row.id !== id), group: groupDn }
  }
  await checkDepartment(change.mapping.departmentId)
  const { groupDn } = change.mapping
  if (change.kind === 'mapping_added') return { after: [...rows, change.mapping], group: groupDn }
  const { id } = currentRow(rows, change.id)
  return { after: rows.map((row) => (row.id === id ? change.mapping : row)), group: groupDn }
}

/** Roles given by hand of everybody who has signed in before, by permanent id. */
async function manualRoles(): Promise<Map<string, string[]>> {
  const select = {
    directoryId: true,
    grants: { where: { source: 'manual' }, select: { role: true } },
  } as const
  const users = await (await db()).user.findMany({ select })
  return new Map(users.map(({ directoryId, grants }) => [directoryId, grants.map(({ role }) => role)]))
}

function isShown(
  row: PreviewedPerson,
  { show, search }: Pick<z.infer<typeof previewInput>, 'show' | 'search'>,
) {
  const wanted = search.toLowerCase()
  if (!row.username.includes(wanted) && !row.displayName.toLowerCase().includes(wanted)) return false
  return show === 'all' || (show === 'affected' ? row.effect !== 'same' : row.effect === show)
}

/** People whom the change's group, or attribute value, holds. */
function countInGroup(people: readonly FoundPerson[], group: string): number {
  const wanted = normaliseDn(group)
  return people.filter(({ groupDns, departmentKeys }) =>
    [...groupDns, ...departmentKeys].some((one) => normaliseDn(one) === wanted),
  ).length
}

/**
 * Which role and department everybody of the directory gets from the mapping table, now and after a change that is not
 * made; one page of those asked for. Accounts that the directory has disabled are counted and left out. Throws AppError
 * `not_found` for a mapping that is gone, `invalid_input` for a department that is none, or what `readEverybody` throws.
 */
export async function previewMapping({
  change,
  page,
  reread,
  ...filter
}: z.infer<typeof previewInput>): Promise<Preview> {
  const rows = await (await db()).groupMapping.findMany({ orderBy: { groupDn: 'asc' } })
  const { after, group } = await tryOut(rows, change)
  const reading = readPeople(group, reread)
  const everybody = await reading.people
  const people = everybody.filter(({ barred }) => !barred)
  const separate = await dutiesAreSeparate()
  const sorted = [...after].sort((a, b) => (a.groupDn < b.groupDn ? -1 : 1))
  const compared = comparePeople(people, {
    before: rows,
    after: sorted,
    separate,
    manual: await manualRoles(),
  })
  const count = (effect: PreviewedPerson['effect']) => compared.filter((row) => row.effect === effect).length
  const shown = compared.filter((row) => isShown(row, filter))
  return {
    readAt: new Date(reading.at).toISOString(),
    people: people.length,
    barred: everybody.length - people.length,
    inGroup: change === null ? null : countInGroup(people, group),
    counts: {
      added: count('added'),
      changed: count('changed'),
      removed: count('removed'),
      withRole: compared.filter(({ after: { roles }, manual }) => roles.length + manual.length > 0).length,
    },
    total: shown.length,
    rows: shown.slice((page - 1) * PREVIEW_PER_PAGE, page * PREVIEW_PER_PAGE),
  }
}
