import 'server-only'
import { releasesInForce } from '@/lib/rights/read-releases'
import { db } from '@/lib/db/client'
import { writeReleases } from '@/lib/release/releases-file'

/**
 * Writes the releases in force to `STATE_DIR/releases/model-releases.json`, which the engine reads: at the start, so that the database
 * stays the truth, and after each approval and withdrawal. Throws when the file cannot be written.
 */
export async function mirrorReleases(): Promise<void> {
  const inForce = await releasesInForce(await db())
  writeReleases(inForce.map(({ sha256, binding }) => ({ sha256, binding })))
}
