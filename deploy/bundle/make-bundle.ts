import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  createReadStream,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { billOfMaterials, type BundledModel } from '@/deploy/bundle/bill-of-materials'
import { productionPackages } from '@/deploy/bundle/production-packages'
import { releaseFiles } from '@/deploy/bundle/release-files'
import { signRelease } from '@/lib/shared/release-key'
import { copyRuntimeLibraries } from '@/deploy/bundle/runtime-libraries'

/** Where an installation keeps its models, whatever version runs. */
const MODELS = '/var/lib/innerward/models'

/** What to make a bundle of, and where. */
export interface BundleOrder {
  /** A checkout with its build. */
  root: string
  out: string
  version: string
  builtAt: string
  commit: string | null
  /** PEM of an Ed25519 key; without it the bundle is an unsigned development version. */
  releaseKey: string | null
  /** Models beside the demo model, whole in `root/models`. */
  models?: readonly BundledModel[]
  /** Folder with the libraries of CUDA, and the wheels they are from. */
  cuda?: { folder: string; wheels: readonly { package: string; version: string; sha256: string }[] } | null
  /** Level of zstd: 1 is fast, 19 small. */
  level?: number
  /** Further files of the application, by path, that take the place of those of the checkout. */
  files?: Readonly<Record<string, string>>
}

/** A bundle that was made. */
export interface Bundle {
  file: string
  sha256: string
  /** Of the key that signed it; null for an unsigned one. */
  fingerprint: string | null
}

function call(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${(stderr ?? 'it is not installed').slice(-500)}`)
}
const tar = (...args: string[]): void => call('tar', ...args)

/** SHA-256 of a file, in hexadecimal. */
async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** As every tar of a bundle: the same files give the same bytes, and belong to root. */
const plain = (builtAt: string): string[] => [
  '--format=gnu',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=go-w',
  `--mtime=${builtAt}`,
]

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
}

/** Writes what is not a file of the checkout as it is: version, commands, libraries, bill of materials, the link to the models. */
function stage(order: BundleOrder, folder: string): ReturnType<typeof productionPackages> {
  const { root, version, builtAt, commit, models = [], cuda = null, files = {} } = order
  const read = (name: string): string => readFileSync(path.join(root, name), 'utf8')
  const packages = productionPackages(read('package-lock.json'), { cuda: cuda !== null })
  const packageFile = JSON.parse(read('package.json')) as Record<string, unknown>
  const release = { version, commit, builtAt, variant: cuda ? 'cuda' : 'cpu' }
  writeFiles(path.join(folder, 'app'), {
    'package.json': `${JSON.stringify({ ...packageFile, version }, null, 2)}\n`,
    'release.json': `${JSON.stringify(release, null, 2)}\n`,
    ...files,
  })
  symlinkSync(MODELS, path.join(folder, 'app', 'models'))
  cpSync(path.join(root, 'models', 'catalogue.json'), path.join(folder, 'models', 'catalogue.json'))
  mkdirSync(path.join(folder, 'models', 'demo'))
  for (const name of readdirSync(path.join(root, 'models', 'demo'))) {
    cpSync(path.join(root, 'models', 'demo', name), path.join(folder, 'models', 'demo', name))
  }
  cpSync(path.join(root, 'deploy', 'install'), path.join(folder, 'bin'), {
    recursive: true,
    filter: (name) => !name.endsWith('.test.ts'),
  })
  const catalogue = JSON.parse(read('models/catalogue.json')) as { models: (BundledModel & { role: string })[] }
  const { tag } = JSON.parse(read('node_modules/node-llama-cpp/llama/llama.cpp.info.json')) as { tag: string }
  const bill = billOfMaterials({
    version,
    builtAt,
    packages,
    debian: copyRuntimeLibraries(path.join(folder, 'lib')),
    llamaCpp: tag,
    models: [...catalogue.models.filter(({ role }) => role === 'demo'), ...models],
    cuda: cuda?.wheels ?? [],
  })
  writeFiles(folder, { 'sbom.cdx.json': `${JSON.stringify(bill, null, 1)}\n` })
  return packages
}

/** The application as one uncompressed archive: the checkout's files below `app/`, then what was staged, which counts last. */
function packPayload(order: BundleOrder, work: string, target: string): void {
  const { root, builtAt } = order
  const staged = path.join(work, 'staged')
  const packages = stage(order, staged)
  const list = path.join(work, 'files')
  const own = new Set(['package.json', ...Object.keys(order.files ?? {})])
  writeFileSync(list, releaseFiles(root, packages).filter((name) => !own.has(name)).join('\n'))
  // Links stay as they are: only the names of members move.
  const below = ['--transform=flags=r;s,^,app/,', '--no-recursion']
  tar('-cf', target, ...plain(builtAt), ...below, '-C', root, '--verbatim-files-from', '-T', list)
  tar('-rf', target, ...plain(builtAt), '--sort=name', '-C', staged, '.')
}

/** Sums of all files of a bundle, and the signature over them where there is a key. */
async function seal(folder: string, releaseKey: string | null): Promise<string | null> {
  const names = (readdirSync(folder, { recursive: true, withFileTypes: true }))
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
 * Makes the offline bundle `innerward-<version>-linux-x64.tar.zst` in `out` from a checkout that is built. Throws an Error where a
 * part is missing or the key is none.
 */
export async function makeBundle(order: BundleOrder): Promise<Bundle> {
  const { root, out, version, builtAt, releaseKey, models = [], cuda = null, level = 10 } = order
  const name = `innerward-${version}-linux-x64`
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
