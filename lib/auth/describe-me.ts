import 'server-only'
import type { z } from 'zod'
import type { meOutput } from '@/lib/auth/contract'
import type { Actor } from '@/lib/auth/permissions'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'

/** What the browser may know about the signed-in person and their session. */
export async function describeMe(actor: Actor): Promise<z.input<typeof meOutput>> {
  const { expiresAt, user } = await (
    await db()
  ).session.findUniqueOrThrow({
    where: { id: actor.sessionId },
    include: { user: { include: { department: true } } },
  })
  const { department } = user
  return {
    username: actor.username,
    displayName: actor.displayName,
    department: department && { id: department.id, nameZh: department.nameZh, nameEn: department.nameEn },
    roles: actor.roles.map(({ role, departmentId }) => ({ role, departmentId })),
    locale: actor.locale,
    locked: actor.locked,
    lockAfterSeconds: (await readSessionLimits()).lockAfterSeconds,
    expiresAt: expiresAt.toISOString(),
    notice: await readPolicy('notices'),
  }
}
