import 'server-only'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { environmentOf } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Made by the build from lib/quarantine/main.ts; tests put another in its place. */
const bundleFile = (): Promise<string> =>
  processSingleton('reader-bundle', () => () => Promise.resolve(path.resolve('.next', 'reader.cjs')))()

/** Tables of Chinese encodings and the standard fonts, which PDF files take for granted; public, and all that a reader may read. */
const PDF_FILES = path.resolve('node_modules', 'pdfjs-dist')
const PDF_FOLDERS = ['cmaps', 'standard_fonts'] as const

/** Runs a program in a network namespace of its own, in which even the loopback is down. */
const NO_NETWORK = ['unshare', '--net', '--map-root-user', '--'] as const
/** Ends a reader with the portal, even one that is busy, and takes from it every way to more rights. */
const TIED = ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--'] as const
const HEAP_MIB = 512

const works = ([command = '', ...args]: readonly string[]) =>
  spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0

/** What this machine lets the portal put around a reader; asked once. */
const guards = () =>
  processSingleton('reader-guards', () => ({ network: works(NO_NETWORK), tied: works(TIED) }))

/** Whether this machine lets the portal give a process a namespace without network. */
export const readersNetworkIsCut = (): boolean => guards().network

/**
 * Starts a reader: Node's permission model grants the reading of its own bundle and of public font tables and nothing else, neither file nor process
 * nor thread nor add-on; no variable of the environment but where Node's own libraries lie; no inspector; no network where the machine allows it.
 */
export async function startReader(): Promise<ChildProcess> {
  const bundle = await bundleFile()
  const node = [
    process.execPath,
    '--permission',
    `--allow-fs-read=${bundle}`,
    ...PDF_FOLDERS.map((folder) => `--allow-fs-read=${path.join(PDF_FILES, folder)}/*`),
    '--disable-sigusr1',
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${HEAP_MIB}`,
    bundle,
    PDF_FILES,
  ]
  const { network, tied } = guards()
  const line = [...(network ? NO_NETWORK : []), ...(tied ? TIED : []), ...node]
  return spawn(line[0] ?? '', line.slice(1), {
    cwd: '/',
    env: environmentOf(['LD_LIBRARY_PATH']) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
}
