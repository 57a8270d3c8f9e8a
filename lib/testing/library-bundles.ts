import { generateKeyPairSync, sign } from 'node:crypto'
import { statementText } from '@/lib/audit/audit-format'
import { db } from '@/lib/db/client'
import { dropReceived, receiveBytes } from '@/lib/http/receive-file'
import type { BundleHead } from '@/lib/library/bundles/contract'
import { exportBundle } from '@/lib/library/bundles/export-bundle'
import { importBundle } from '@/lib/library/bundles/import-bundle'
import { makeSiteKey, siteKey } from '@/lib/library/bundles/site-key'
import type { Actor } from '@/lib/shared/actor'

/** The key of this site, made if need be, as another site would enter it. */
export async function ownSite(): Promise<{ publicKey: string; fingerprint: string }> {
  await makeSiteKey()
  const { publicKey, fingerprint } = await siteKey()
  return { publicKey, fingerprint }
}

/** Accepts bundles of a site, as if an administrator had entered it. */
export const acceptSite = async (site: { publicKey: string; fingerprint: string }) =>
  (await db()).librarySite.create({ data: { ...site, name: '市一医院' } })

/** Exports documents as the route does. */
export const bundleOf = async (actor: Actor, ...documents: string[]): Promise<Buffer> =>
  Buffer.from(await (await exportBundle(documents, { actor, requestId: 'q' })).arrayBuffer())

/** Imports a bundle as the route does. */
export async function takeBundle(actor: Actor, bytes: Buffer, departmentId?: string) {
  const file = await receiveBytes(bytes)
  try {
    return await importBundle(file, { departmentId, actor, requestId: 'q' })
  } finally {
    await dropReceived(file)
  }
}

/** A bundle whose first line was changed; what `headOf` gives is written in its place, signed by nobody. */
export function withHead(bundle: Buffer, headOf: (head: BundleHead) => object): Buffer {
  const end = bundle.indexOf('\n') + 1
  const head = JSON.parse(bundle.subarray(0, end).toString()) as BundleHead
  return Buffer.concat([Buffer.from(`${JSON.stringify(headOf(head))}\n`), bundle.subarray(end)])
}

/** Another key than the site's, and what signs a first line with it. */
export function strangeKey() {
  const { privateKey } = generateKeyPairSync('ed25519')
  const signed = (head: BundleHead): BundleHead => ({
    ...head,
    signature: sign(null, Buffer.from(statementText('library', head)), privateKey).toString('base64'),
  })
  return { signed, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
