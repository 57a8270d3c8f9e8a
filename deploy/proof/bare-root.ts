import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { environmentOf } from '@/lib/config/env'

/** Release of Debian whose bare system the bundle is proved on. */
const SUITE = 'bookworm'
const TOOLS = ['mmdebstrap', 'zstd', 'nft', 'ip', 'unshare', 'setpriv']

const works = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0

/** Why a bundle cannot be installed and run in a bare system here; null where it can. */
export function whyNoBareRoot(root: string): string | null {
  if (process.getuid?.() !== 0) return 'only root can make and enter a system of its own'
  const missing = TOOLS.filter((tool) => !works('sh', '-c', `command -v ${tool}`))
  if (missing.length > 0) return `these programs are not installed: ${missing.join(', ')}`
  if (!works('unshare', '--net', '--mount', '--pid', '--fork', 'true')) {
    return 'this machine gives no namespaces'
  }
  if (!existsSync(path.join(root, '.next', 'innerward-stamp'))) return 'there is no build'
  try {
    bareRoot()
    return null
  } catch (error) {
    return `a bare system cannot be made here: ${error instanceof Error ? error.message : 'unknown'}`
  }
}

/**
 * Archive of a system that holds Debian's essential packages, `passwd` and `mount`: no Node, no C++ library, no network tools. Made from
 * Debian's packages the first time and kept in the person's cache. Throws an Error with the last words of a maker that failed.
 */
export function bareRoot(): string {
  const { XDG_CACHE_HOME: cache = path.join(homedir(), '.cache') } = environmentOf(['XDG_CACHE_HOME'])
  const archive = path.join(cache, 'innerward', 'roots', `${SUITE}-bare.tar`)
  if (existsSync(archive)) return archive
  mkdirSync(path.dirname(archive), { recursive: true })
  const own = `${archive}.${process.pid}.tar`
  const line = ['--quiet', '--variant=essential', '--include=passwd,mount', SUITE, own]
  const { status, stderr } = spawnSync('mmdebstrap', line, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mmdebstrap failed: ${stderr.slice(-800)}`)
  renameSync(own, archive)
  return archive
}
