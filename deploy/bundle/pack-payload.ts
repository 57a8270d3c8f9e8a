import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { billOfMaterials, type BundledModel } from '@/deploy/bundle/bill-of-materials'
import { productionPackages } from '@/deploy/bundle/production-packages'
import { releaseFiles } from '@/deploy/bundle/release-files'
import { copyRuntimeLibraries } from '@/deploy/bundle/runtime-libraries'
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
  cuda?: { folder: string; wheels: readonly { package: string; version: string; sha256: string }[] } | null
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
  '--mode=go-w',
  `--mtime=${builtAt}`,
]

/** Writes files below a folder, by path. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
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
  const catalogue = JSON.parse(read('models/catalogue.json')) as {
    models: (BundledModel & { role: string })[]
  }
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

/**
 * The application as one uncompressed archive: the checkout's files below `app/`, then what was staged, which counts last. Throws an
 * Error where a part is missing.
 */
export function packPayload(order: BundleOrder, work: string, target: string): void {
  const { root, builtAt } = order
  const staged = path.join(work, 'staged')
  const packages = stage(order, staged)
  const list = path.join(work, 'files')
  const own = new Set(['package.json', ...Object.keys(order.files ?? {})])
  writeFileSync(
    list,
    releaseFiles(root, packages)
      .filter((name) => !own.has(name))
      .join('\n'),
  )
  // Links stay as they are: only the names of members move.
  const below = ['--transform=flags=r;s,^,app/,', '--no-recursion', '--hard-dereference']
  tar('-cf', target, ...plain(builtAt), ...below, '-C', root, '--verbatim-files-from', '-T', list)
  tar('-rf', target, ...plain(builtAt), '--sort=name', '-C', staged, '.')
}
