import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { billOfMaterials, type BundledModel } from '@/deploy/bundle/bill-of-materials'
import type { CudaLibraries } from '@/deploy/bundle/cuda-libraries'
import { productionPackages, type ReleasePackage } from '@/deploy/bundle/production-packages'
import { releaseFiles } from '@/deploy/bundle/release-files'
import { copyRuntimeLibraries, type DebianPackage } from '@/deploy/bundle/runtime-libraries'
import { tar } from '@/deploy/bundle/programs'

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
  cuda?: CudaLibraries | null
  /** Level of zstd: 1 is fast, 19 small. */
  level?: number
  /** Further files of the application, by path, that take the place of those of the checkout. */
  files?: Readonly<Record<string, string>>
}

/** As every tar of a bundle: the same files give the same bytes, and belong to root. */
export const plain = (builtAt: string): string[] => [
  '--format=gnu',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
  `--mtime=${builtAt}`,
]

/** Writes files below a folder, by path. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
}

/** Files of the build that name the folder it was made in. */
const NAMING = ['.next/required-server-files.json', '.next/required-server-files.js']
const INSTALLED = '/opt/innerward/current/app'

/** Files of the application that are not as in the checkout, by path. */
function ownFiles(order: BundleOrder): Record<string, string> {
  const { root, version, builtAt, commit, cuda = null, files = {} } = order
  const read = (name: string): string => readFileSync(path.join(root, name), 'utf8')
  const packageFile = JSON.parse(read('package.json')) as Record<string, unknown>
  const release = { version, commit, builtAt, variant: cuda ? 'cuda' : 'cpu' }
  return {
    'package.json': `${JSON.stringify({ ...packageFile, version }, null, 2)}\n`,
    'release.json': `${JSON.stringify(release, null, 2)}\n`,
    ...Object.fromEntries(NAMING.map((name) => [name, read(name).replaceAll(root, INSTALLED)])),
    ...files,
  }
}

/** What the release is made of, as the bill of materials says it. */
function billOf(order: BundleOrder, packages: readonly ReleasePackage[], debian: readonly DebianPackage[]) {
  const { root, version, builtAt, models = [], cuda = null } = order
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), 'utf8'))
  const catalogue = read('models/catalogue.json') as { models: (BundledModel & { role: string })[] }
  const { tag } = read('node_modules/node-llama-cpp/llama/llama.cpp.info.json') as { tag: string }
  return billOfMaterials({
    version,
    builtAt,
    packages,
    debian,
    llamaCpp: tag,
    models: [...catalogue.models.filter(({ role }) => role === 'demo'), ...models],
    cuda: cuda?.wheels ?? [],
  })
}

/** Writes into `folder` what goes beside the checkout's files: commands, libraries, the demo model, the link to the models, what it is made of. */
function stage(order: BundleOrder, folder: string, packages: readonly ReleasePackage[]): void {
  const { root } = order
  symlinkSync(MODELS, path.join(folder, 'app', 'models'))
  for (const name of ['catalogue.json', 'demo']) {
    cpSync(path.join(root, 'models', name), path.join(folder, 'models', name), { recursive: true })
  }
  const bin = { recursive: true, filter: (name: string) => !name.endsWith('.test.ts') }
  cpSync(path.join(root, 'deploy', 'install'), path.join(folder, 'bin'), bin)
  const bill = billOf(order, packages, copyRuntimeLibraries(path.join(folder, 'lib')))
  const licences = bill.components.map(({ name, version, licenses = [] }) =>
    [name, version, licenses.map(({ license }) => license.name).join(', ') || 'see its folder'].join('\t'),
  )
  writeFiles(folder, {
    'sbom.cdx.json': `${JSON.stringify(bill, null, 1)}\n`,
    // Their texts lie in the folder of each package, of each library and of the demo model.
    'licences.txt': `${licences.join('\n')}\n`,
  })
}

/**
 * The application as one uncompressed archive: the checkout's files below `app/`, then what is its own. Throws an Error where a part
 * is missing.
 */
export function packPayload(order: BundleOrder, work: string, target: string): void {
  const { root, builtAt, cuda = null } = order
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const packages = productionPackages(lock, { cuda: cuda !== null })
  const own = ownFiles(order)
  const staged = path.join(work, 'staged')
  writeFiles(path.join(staged, 'app'), own)
  stage(order, staged, packages)
  const list = path.join(work, 'files')
  const asTheyAre = releaseFiles(root, packages).filter((name) => !(name in own))
  writeFileSync(list, asTheyAre.join('\n'))
  // Links stay as they are: only the names of members move.
  const below = ['--transform=flags=r;s,^,app/,', '--no-recursion', '--hard-dereference']
  tar('-cf', target, ...plain(builtAt), ...below, '-C', root, '--verbatim-files-from', '-T', list)
  tar('-rf', target, ...plain(builtAt), '--sort=name', '-C', staged, '.')
}
