import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { cpus, release, totalmem, uptime } from 'node:os'
import path from 'node:path'
import packageFile from '@/package.json' with { type: 'json' }

/** Files of the state folder that the portal makes itself; of any other only that it is there. */
const OWN =
  /^(innerward\.db.*|lock\.db.*|audit-mirror|before-upgrade|replaced-.*|secrets|library|models|[\w-]+\.json|audit-height|schema-stamp|gpu-libs)$/

const osRelease = (): string =>
  existsSync('/etc/os-release')
    ? (/^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '')
    : ''

/** Versions and sizes of the machine; not its name. */
export const toldMachine = () => ({
  version: packageFile.version,
  node: process.version,
  system: osRelease(),
  kernel: release(),
  arch: process.arch,
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memoryBytes: totalmem(),
  uptimeSeconds: Math.round(uptime()),
})

/** What lies in the state folder: names of the portal's own files, sizes, modes and times. */
export function toldState(stateDir: string) {
  if (!existsSync(stateDir)) return []
  return readdirSync(stateDir).map((name) => {
    const { size, mode, mtime, uid } = statSync(path.join(stateDir, name))
    return {
      name: OWN.test(name) ? name : '(other)',
      bytes: size,
      mode: (mode & 0o7777).toString(8),
      uid,
      changed: mtime.toISOString(),
    }
  })
}
