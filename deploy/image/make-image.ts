import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packPayload, plain, writeFiles, type BundleOrder } from '@/deploy/bundle/pack-payload'
import { call, sha256Of, tar } from '@/deploy/bundle/programs'
import { imageConfig, IMAGE_UID } from '@/deploy/image/image-config'

/** An image in Docker's archive form, for `docker load` and `podman load`. */
export interface Image {
  file: string
  sha256: string
  /** `innerward:<version>`, with `-cuda` for that variant. */
  tag: string
}

/** Debian packages of the image beside the essential ones: no shell beyond dash, no package manager, no network tool. */
const PACKAGES = ['ca-certificates', 'mount', 'tini', 'libgomp1', 'libstdc++6', 'tzdata']

function memberOf(archive: string, name: string): string {
  const { status, stdout } = spawnSync('tar', ['-xOf', archive, name], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${path.basename(archive)} holds no ${name}`)
  return stdout
}

/** The lower layer: a Debian system made from its packages, with the portal's account left to the upper one. */
function makeSystem(target: string, builtAt: string): void {
  const clean = ['rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/* "$1"/var/log/*']
  const line = ['--quiet', '--variant=essential', `--include=${PACKAGES.join(',')}`]
  const epoch = String(Math.floor(Date.parse(builtAt) / 1000))
  call(
    'env',
    `SOURCE_DATE_EPOCH=${epoch}`,
    'mmdebstrap',
    ...line,
    `--customize-hook=${clean[0] ?? ''}`,
    'bookworm',
    target,
  )
}

/** The upper layer, over that of the system: the release below /opt/innerward, the account, the folder of the volume, which is its own. */
function makeRelease(order: BundleOrder, work: string, [system, target]: readonly [string, string]): void {
  const { version, builtAt, cuda = null } = order
  const folder = path.join(work, 'release')
  const release = path.join(folder, 'opt/innerward', version)
  const state = path.join(folder, 'var/lib/innerward')
  const payload = path.join(work, 'payload.tar')
  packPayload(order, work, payload)
  mkdirSync(release, { recursive: true })
  tar('-xf', payload, '-C', release)
  rmSync(payload)
  symlinkSync(version, path.join(folder, 'opt/innerward/current'))
  const account = `innerward:x:${IMAGE_UID}:${IMAGE_UID}::/var/lib/innerward:/usr/sbin/nologin\n`
  writeFiles(folder, {
    'etc/passwd': memberOf(system, './etc/passwd') + account,
    'etc/group': `${memberOf(system, './etc/group')}innerward:x:${IMAGE_UID}:\n`,
  })
  if (cuda) cpSync(cuda.folder, path.join(release, 'gpu-libs'), { recursive: true })
  mkdirSync(state, { recursive: true, mode: 0o700 })
  tar('-cf', target, ...plain(builtAt), '--sort=name', '-C', folder, 'opt', 'etc/passwd', 'etc/group')
  const owner = [`--owner=${IMAGE_UID}`, `--group=${IMAGE_UID}`, '--numeric-owner', `--mtime=${builtAt}`]
  tar('-rf', target, '--format=gnu', ...owner, '-C', folder, 'var/lib/innerward')
  rmSync(folder, { recursive: true })
}

/**
 * Makes `innerward-<version>.docker.tar` in `out` from Debian packages and a checkout that is built, without a container program:
 * the archive holds two layers, their configuration and a manifest. Throws an Error where a part is missing.
 */
export async function makeImage(order: BundleOrder): Promise<Image> {
  const { out, version, builtAt, cuda = null } = order
  const variant = cuda ? `${version}-cuda` : version
  const work = path.join(out, `.image-${variant}`)
  rmSync(work, { recursive: true, force: true })
  const folder = path.join(work, 'image')
  mkdirSync(folder, { recursive: true })
  try {
    const drafts = ['system.tar', 'upper.tar'].map((name) => path.join(work, name)) as [string, string]
    makeSystem(drafts[0], builtAt)
    makeRelease(order, work, drafts)
    const layers: string[] = []
    for (const draft of drafts) {
      const sha256 = await sha256Of(draft)
      mkdirSync(path.join(folder, sha256))
      renameSync(draft, path.join(folder, sha256, 'layer.tar'))
      layers.push(sha256)
    }
    const config = JSON.stringify(imageConfig({ version, createdAt: builtAt, layers, cuda: cuda !== null }))
    const Config = `${createHash('sha256').update(config).digest('hex')}.json`
    const tag = `innerward:${variant}`
    const Layers = layers.map((sha256) => `${sha256}/layer.tar`)
    writeFiles(folder, {
      [Config]: config,
      'manifest.json': JSON.stringify([{ Config, RepoTags: [tag], Layers }]),
    })
    const file = path.join(out, `innerward-${variant}.docker.tar`)
    tar('-cf', file, ...plain(builtAt), '--sort=name', '-C', folder, '.')
    const sha256 = await sha256Of(file)
    writeFileSync(`${file}.sha256`, `${sha256}  ${path.basename(file)}\n`)
    return { file, sha256, tag }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
