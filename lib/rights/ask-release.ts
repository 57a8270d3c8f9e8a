import 'server-only'
import { proposeChange } from '@/lib/rights/four-eyes'
import { isPending, releasesInForce } from '@/lib/rights/read-releases'
import { describeRelease } from '@/lib/rights/release-model'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * Asks another administrator to release the model in use. Throws what `describeRelease` throws, or AppError `conflict` when it
 * is released already or a request waits.
 */
export async function askRelease(
  { binding }: { binding: string },
  by: { actor: Actor; requestId: string },
): Promise<void> {
  const change = describeRelease(binding)
  const client = await db()
  const released = (await releasesInForce(client)).some((one) => one.binding === binding)
  if (released || (await isPending(client, binding))) throw new AppError('conflict')
  await proposeChange(change, by)
}
