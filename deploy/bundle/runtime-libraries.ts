import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** A package of Debian and the library of it that Node, the database and llama.cpp are linked against. */
const LIBRARIES = [
  { name: 'libstdc++6', file: 'libstdc++.so.6' },
  { name: 'libgcc-s1', file: 'libgcc_s.so.1' },
  { name: 'libgomp1', file: 'libgomp.so.1' },
] as const

/** A package of Debian that a release carries a library of. */
export interface DebianPackage {
  name: string
  version: string
}

function ask(command: string, ...args: string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
  return stdout
}

/**
 * Copies the libraries that a host may lack from this machine's Debian packages, each with its copyright file into a folder of its
 * own below `folder`: the command of a release puts a folder on the loader's path only where the host has no such library, since
 * one of a newer system may be needed there. Returns the packages. Throws an Error where one is not installed.
 */
export function copyRuntimeLibraries(folder: string): DebianPackage[] {
  return LIBRARIES.map(({ name, file }) => {
    const installed = ask('dpkg', '--listfiles', `${name}:amd64`).split('\n')
    const library = installed.find((one) => path.basename(one) === file)
    if (library === undefined) throw new Error(`${name} holds no ${file}`)
    const own = path.join(folder, name)
    mkdirSync(own, { recursive: true })
    // Debian 12 may list /lib where the file lies in /usr/lib; both are one folder.
    copyFileSync(library, path.join(own, file))
    copyFileSync(`/usr/share/doc/${name}/copyright`, path.join(own, 'copyright'))
    return { name, version: ask('dpkg-query', '--show', '--showformat=${Version}', `${name}:amd64`) }
  })
}
