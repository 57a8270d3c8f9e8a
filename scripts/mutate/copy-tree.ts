import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** What a tool writes within the packages: the copy must have its own, or it would write into the checkout's. */
const OWN = ['.vite', '.vite-temp', '.cache', '.innerward-build', '.innerward-client', '.innerward-install']
/** Large and never written to. */
const SHARED = ['models']

/** Makes a fresh copy of the checkout, uncommitted work included, whose files can be changed freely. Returns its folder. */
export function copyTree(root: string, tree: string): string {
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const names = listed.split('\0').filter((name) => name !== '' && existsSync(path.join(root, name)))
  for (const name of names) {
    if (SHARED.some((folder) => name.startsWith(`${folder}/`))) continue
    cpSync(path.join(root, name), path.join(tree, name))
  }
  for (const folder of SHARED) symlinkSync(path.join(root, folder), path.join(tree, folder))
  // Hard links: half a million small files are not worth a copy, and nothing writes into them.
  execFileSync('cp', ['-al', path.join(root, 'node_modules'), path.join(tree, 'node_modules')])
  for (const name of OWN) rmSync(path.join(tree, 'node_modules', name), { recursive: true, force: true })
  return tree
}
