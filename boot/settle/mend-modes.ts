import { chmodSync, existsSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { giveUp, say, WRONG_SETTINGS } from '@/scripts/sentence.mjs'

/** What the portal keeps about people in its state folder; keys are looked at by `checkSecrets`. */
const OWN = /^(innerward\.db.*|lock\.db.*|audit-mirror|before-upgrade|replaced-.*|secrets|[\w-]+\.json)$/
const BACKUP = /^innerward-/

/** Takes the rights of group and others away from a file or folder, and from all that is in it. Returns what was mended. */
function close(target: string, depth: number): string[] {
  const stat = lstatSync(target)
  if (stat.isSymbolicLink()) return []
  const mended = (stat.mode & 0o077) === 0 ? [] : [target]
  if (mended.length > 0) chmodSync(target, stat.mode & 0o700)
  if (!stat.isDirectory() || depth === 0) return mended
  return [...mended, ...readdirSync(target).flatMap((name) => close(path.join(target, name), depth - 1))]
}

const namesIn = (folder: string, pattern: RegExp): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : []

/** Closes state folder and backups to others where they were left open, and says so. Gives up where it may not. */
export function mendModes({ stateDir, backupDir }: { stateDir: string; backupDir: string | null }): void {
  const targets = [
    ...namesIn(stateDir, OWN)
      .filter((name) => name !== 'secrets')
      .map((name) => path.join(stateDir, name)),
    ...(backupDir ? namesIn(backupDir, BACKUP).map((name) => path.join(backupDir, name)) : []),
  ]
  const mended: string[] = []
  for (const [target, depth] of [[stateDir, 0] as const, ...targets.map((each) => [each, 3] as const)]) {
    try {
      mended.push(...close(target, depth))
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      giveUp(
        `${target} 可被他人读取，且本用户无权更改（${code}）。请运行 chmod -R go-rwx ${target}，或更改其所有者。`,
        `${target} can be read by others and this user may not change that (${code}). Run chmod -R go-rwx ${target}, or change its owner.`,
        WRONG_SETTINGS,
      )
    }
  }
  const [first] = mended
  if (first === undefined) return
  say(
    `已收回他人对 ${mended.length} 个文件或文件夹的权限，例如 ${first}。`,
    `Others had rights to ${mended.length} files or folders, for example ${first}; they are taken away.`,
  )
}
