import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { signerOf } from '@/lib/shared/release-key'

/** Why an unpacked bundle is not to be installed. */
export type ReleaseFault = 'incomplete' | 'altered' | 'signature' | 'another_key'

/** Not in the sums themselves: they came after them. */
const SEALS = ['SHA256SUMS', 'SHA256SUMS.sig', 'release-key.pem']

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !SEALS.includes(name))
    .sort()
}

/**
 * What is wrong with an unpacked bundle, or null: its files are those of SHA256SUMS and no other, and the sums are signed with the
 * release key whose fingerprint was pinned. Without a pinned key an unsigned development version passes.
 */
export async function checkRelease(
  folder: string,
  pinned: string | null,
  sha256Of: (file: string) => Promise<string>,
): Promise<ReleaseFault | null> {
  const at = (name: string): string => path.join(folder, name)
  if (!existsSync(at('SHA256SUMS')) || !existsSync(at('install.sh'))) return 'incomplete'
  const sums = readFileSync(at('SHA256SUMS'))
  const signed = existsSync(at('SHA256SUMS.sig')) && existsSync(at('release-key.pem'))
  const signer = signed
    ? signerOf(readFileSync(at('release-key.pem'), 'utf8'), sums, readFileSync(at('SHA256SUMS.sig')))
    : null
  if (signed && signer === null) return 'signature'
  if (pinned !== null && signer !== pinned) return 'another_key'
  const listed = new Map(
    [...sums.toString().matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sha256 = '', name = '']) => [
      name,
      sha256,
    ]),
  )
  const there = filesIn(folder)
  if (there.length !== listed.size || there.some((name) => !listed.has(name))) return 'altered'
  for (const [name, sha256] of listed) if ((await sha256Of(at(name))) !== sha256) return 'altered'
  return null
}
