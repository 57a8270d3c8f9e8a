import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import { auth } from '@/lib/auth/feature'
import { can } from '@/lib/feature/can'
import { departmentsOf, type Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { readDefinition } from '@/lib/templates/canonical-definition'
import type { listTemplatesOutput, templateOutput, TemplateSummary } from '@/lib/templates/contract'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import { countUses, USAGE_DAYS } from '@/lib/templates/count-uses'
import { currentVersions } from '@/lib/templates/current-versions'
import { templates } from '@/lib/templates/feature'
import { countDecidable } from '@/lib/templates/list-proposals'
import { maySee, rightsOf, targetsOf, toScope } from '@/lib/templates/template-rights'

type Row = Prisma.TemplateGetPayload<{ include: { favourites: true } }>

function seenWhere(actor: Actor): Prisma.TemplateWhereInput {
  const departments = can(actor, auth.permissions['security:manage'])
    ? {}
    : { departmentId: { in: departmentsOf(actor) } }
  return {
    removedAt: null,
    OR: [
      { scope: 'personal', ownerId: actor.userId },
      { scope: 'department', ...departments },
      { scope: 'hospital' },
    ],
  }
}

interface Told {
  actor: Actor
  uses: ReadonlyMap<string, number>
  people: readonly { id: string; displayName: string }[]
  versions: Awaited<ReturnType<typeof currentVersions>>
}

function summary(
  row: Row,
  { actor, uses, people, versions }: Told,
): { summary: TemplateSummary; definition: TemplateDefinition } | null {
  const version = versions.get(row.id)
  if (!version) return null
  const definition = readDefinition(version.definition)
  const { name, description, language, tags, fields } = definition
  return {
    definition,
    summary: {
      id: row.id,
      scope: toScope(row.scope),
      departmentId: row.departmentId,
      owner: people.find(({ id }) => id === row.ownerId) ?? null,
      builtIn: row.builtIn,
      current: row.current,
      name,
      description,
      language,
      tags,
      fields: fields.length,
      updatedAt: version.createdAt.toISOString(),
      deprecated: row.deprecatedAt !== null,
      favourite: row.favourites.length > 0,
      uses: uses.get(row.id) ?? 0,
      rights: rightsOf(actor, row),
    },
  }
}

async function read(actor: Actor, where: Prisma.TemplateWhereInput) {
  const client = await db()
  const found = await client.template.findMany({
    where: { AND: [where, seenWhere(actor)] },
    include: { favourites: { where: { userId: actor.userId } } },
    orderBy: { id: 'asc' },
  })
  const rows = found.filter((row) => maySee(actor, row))
  const people = await client.user.findMany({
    where: { id: { in: rows.flatMap(({ ownerId }) => ownerId ?? []) } },
    select: { id: true, displayName: true },
  })
  const versions = await currentVersions(client, rows)
  const told = { actor, people, versions, uses: await countUses(client) }
  return rows.flatMap((row) => summary(row, told) ?? [])
}

/** Every template the person may see, with what they may do with it, by name. */
export async function listTemplates(actor: Actor): Promise<z.infer<typeof listTemplatesOutput>> {
  const rows = await read(actor, {})
  return {
    templates: rows.map((row) => row.summary).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
    usageDays: USAGE_DAYS,
    targets: targetsOf(actor),
    mayCreate: can(actor, templates.permissions['templates:write']),
    backupsKept: env().BACKUP_DIR ? env().BACKUP_KEEP : null,
    decidable: await countDecidable(actor),
    limits: await readPolicy(templates.policies.templates),
  }
}

/** One template with the version in use. Throws AppError `not_found`. */
export async function readTemplate(id: string, actor: Actor): Promise<z.infer<typeof templateOutput>> {
  const [row] = await read(actor, { id })
  if (!row) throw new AppError('not_found')
  return { template: row.summary, definition: row.definition }
}
