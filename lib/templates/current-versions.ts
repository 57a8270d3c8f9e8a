import 'server-only'
import type { Template, TemplateVersion } from '@prisma/client'
import type { Tx } from '@/lib/db/client'

/** Conditions in one query: SQLite limits the depth of an expression to 1000. */
const CHUNK = 200

/** The versions in use of some templates by template id, without reading the former ones. */
export async function currentVersions(
  tx: Tx,
  templates: readonly Pick<Template, 'id' | 'current'>[],
): Promise<ReadonlyMap<string, TemplateVersion>> {
  const found = new Map<string, TemplateVersion>()
  for (let from = 0; from < templates.length; from += CHUNK) {
    const rows = await tx.templateVersion.findMany({
      where: {
        OR: templates
          .slice(from, from + CHUNK)
          .map(({ id, current }) => ({ templateId: id, number: current })),
      },
    })
    for (const row of rows) found.set(row.templateId, row)
  }
  return found
}
