import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import path from 'node:path'
import { environmentOf } from '@/lib/config/env'

/**
 * Builds llama.cpp's own server and benchmark from the source that node-llama-cpp carries, so that tests and `bench/`
 * can hold the portal against the same release. Nothing is downloaded. The portal itself never needs them.
 */
type Options = Readonly<Record<string, string>>

const TARGETS = ['llama-server', 'llama-batched-bench']
const OPTIONS = {
  CMAKE_BUILD_TYPE: 'Release',
  BUILD_SHARED_LIBS: 'OFF',
  LLAMA_CURL: 'OFF',
  LLAMA_OPENSSL: 'OFF',
  LLAMA_BUILD_TESTS: 'OFF',
  LLAMA_BUILD_EXAMPLES: 'OFF',
  LLAMA_BUILD_UI: 'OFF',
  LLAMA_BUILD_WEBUI: 'OFF',
}

/** What a program built for this machine depends on besides its source: the compiler and what the CPU can do. */
function machineKey(): string {
  const compiler = spawnSync('c++', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? ''
  const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? ''
  const features = flags.trim().split(' ').sort().join(' ')
  return createHash('sha256').update(`${compiler}\0${features}`).digest('hex').slice(0, 16)
}

/**
 * Where the programs are, or would be, for the release of llama.cpp that is installed: in the person's cache, the one place
 * outside the checkout, so that the next checkout need not build them again. `options` are further CMake settings.
 */
export function llamaBinaries(
  root: string,
  options: Options = {},
): { bundle: string; folder: string; server: string; batchedBench: string } {
  const source = path.join(root, 'node_modules', 'node-llama-cpp', 'llama')
  const info = readFileSync(path.join(source, 'llama.cpp.info.json'), 'utf8')
  const { tag } = JSON.parse(info) as { tag: string }
  const { XDG_CACHE_HOME: cache = path.join(homedir(), '.cache') } = environmentOf(['XDG_CACHE_HOME'])
  const name = [tag, machineKey(), ...Object.entries(options).map(([key, value]) => `${key}-${value}`)].join(
    '-',
  )
  const folder = path.join(cache, 'innerward', 'llama.cpp', name)
  return {
    bundle: path.join(source, 'gitRelease.bundle'),
    folder,
    server: path.join(folder, 'llama-server'),
    batchedBench: path.join(folder, 'llama-batched-bench'),
  }
}

/**
 * Builds the programs that are missing. `options` are further CMake settings, for example `GGML_CUDA: 'ON'`. Returns
 * null, or what the failing step printed. Two checkouts may build at once: each in a folder of its own, put in place whole.
 */
export function buildLlamaServer(root: string, options: Options = {}): string | null {
  const { bundle, folder, server, batchedBench } = llamaBinaries(root, options)
  if (existsSync(server) && existsSync(batchedBench)) return null
  const own = `${folder}.${process.pid}`
  const [source, build] = [path.join(own, 'source'), path.join(own, 'build')]
  mkdirSync(own, { recursive: true })
  const settings = Object.entries({ ...OPTIONS, ...options }).map(([name, value]) => `-D${name}=${value}`)
  const steps: [command: string, ...args: string[]][] = [
    ['git', 'clone', '--quiet', bundle, source],
    ['cmake', '-S', source, '-B', build, ...settings],
    ['cmake', '--build', build, '-j', String(availableParallelism()), '--target', ...TARGETS],
  ]
  try {
    for (const [command, ...args] of steps) {
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
      if (status !== 0) return `${stdout}${stderr}`.slice(-4000) || `${command} is missing`
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(path.join(build, 'bin'), folder)
    return null
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}
