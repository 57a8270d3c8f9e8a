import { cpSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packPayload, plain, writeFiles, type BundleOrder } from '@/deploy/bundle/pack-payload'
import { call, sha256Of, tar } from '@/deploy/bundle/programs'
import { signRelease } from '@/lib/shared/release-key'

/** A bundle that was made. */
export interface Bundle {
  file: string
  sha256: string
  /** Of the key that signed it; null for an unsigned one. */
  fingerprint: string | null
}

/** Sums of all files of a bundle, and the signature over them where there is a key. */
async function seal(folder: string, releaseKey: string | null): Promise<string | null> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
  const lines: string[] = []
  for (const name of names) lines.push(`${await sha256Of(path.join(folder, name))}  ${name}\n`)
  const sums = Buffer.from(lines.join(''))
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums)
  if (releaseKey === null) return null
  const { key, signature } = signRelease(releaseKey, sums)
  writeFileSync(path.join(folder, 'release-key.pem'), key.pem)
  writeFileSync(path.join(folder, 'SHA256SUMS.sig'), signature)
  return key.fingerprint
}

/**
 * Makes the offline bundle `innerward-<version>-linux-x64.tar.zst` in `out` from a checkout that is built; with libraries of CUDA its
 * name ends in `-cuda`. Throws an Error where a part is missing or the key is none.
 */
export async function makeBundle(order: BundleOrder): Promise<Bundle> {
  const { root, out, version, builtAt, releaseKey, models = [], cuda = null, level = 10 } = order
  const name = `innerward-${version}-linux-x64${cuda ? '-cuda' : ''}`
  const work = path.join(out, `.${name}`)
  rmSync(work, { recursive: true, force: true })
  const folder = path.join(work, name)
  mkdirSync(folder, { recursive: true })
  try {
    packPayload(order, work, path.join(folder, 'payload.tar'))
    for (const file of ['install.sh', 'common.sh']) {
      cpSync(path.join(root, 'deploy', 'install', file), path.join(folder, file))
    }
    writeFiles(folder, { VERSION: `${version}\n` })
    for (const { path: file } of models.flatMap(({ files }) => files)) {
      mkdirSync(path.dirname(path.join(folder, 'models', file)), { recursive: true })
      linkSync(path.join(root, 'models', file), path.join(folder, 'models', file))
    }
    if (cuda) cpSync(cuda.folder, path.join(folder, 'gpu-libs'), { recursive: true })
    const fingerprint = await seal(folder, releaseKey)
    const archive = path.join(work, `${name}.tar`)
    tar('-cf', archive, ...plain(builtAt), '--sort=name', '-C', work, name)
    const file = path.join(out, `${name}.tar.zst`)
    call('zstd', '--quiet', '--force', '--threads=0', `-${level}`, archive, '-o', file)
    const sha256 = await sha256Of(file)
    writeFileSync(`${file}.sha256`, `${sha256}  ${path.basename(file)}\n`)
    return { file, sha256, fingerprint }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
