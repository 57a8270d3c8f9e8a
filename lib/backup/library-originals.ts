import 'server-only'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { sha256OfFile } from '@/lib/backup/copy-database'
import { statePath } from '@/lib/config/env'
import { flushToDisk } from '@/lib/shared/write-file-whole'

/** The folder beside the backups that holds the originals of the library, each once under its hash. */
export const ORIGINALS_FOLDER = 'library-originals'

/** An original that a copy of the database names. */
export interface NamedOriginal {
  sha256: string
  title: string
}

/** Where the portal keeps them (`lib/library/originals.ts`). */
const ownFolder = (): string => statePath('library', 'originals')

/** The originals that the editions in a copy of the database have; none in one that is older than the library. */
export function originalsIn(file: string): NamedOriginal[] {
  const database = new Database(file, { readonly: true })
  try {
    const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'LibraryEdition'`).get()
    if (!table) return []
    return database
      .prepare<[], NamedOriginal>(
        `SELECT sha256, title FROM LibraryEdition WHERE state <> 'rejected' GROUP BY sha256 ORDER BY sha256`,
      )
      .all()
  } finally {
    database.close()
  }
}

/** Copies a file to its name at once or not at all; whether it now lies there as its hash says. */
async function bring(from: string, folder: string, sha256: string): Promise<boolean> {
  const target = path.join(folder, sha256)
  if (existsSync(target) && (await sha256OfFile(target)) === sha256) return true
  if (!existsSync(from) || (await sha256OfFile(from)) !== sha256) return false
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const partial = `${target}.partial`
  copyFileSync(from, partial)
  flushToDisk(partial)
  renameSync(partial, target)
  flushToDisk(folder)
  return true
}

/** Copies to a folder of backups what it lacks of the originals, and says which of them are there. */
export async function backUpOriginals(dir: string, originals: readonly NamedOriginal[]): Promise<string[]> {
  const there: string[] = []
  for (const { sha256 } of originals) {
    const kept = existsSync(path.join(dir, ORIGINALS_FOLDER, sha256))
    const brought =
      kept || (await bring(path.join(ownFolder(), sha256), path.join(dir, ORIGINALS_FOLDER), sha256))
    if (brought) there.push(sha256)
  }
  return there
}

/** Puts back the originals from a folder of backups, each checked by its hash, and says the titles of those that are nowhere. */
export async function restoreOriginals(dir: string, originals: readonly NamedOriginal[]): Promise<string[]> {
  const missing: string[] = []
  for (const { sha256, title } of originals) {
    const from = path.join(dir, ORIGINALS_FOLDER, sha256)
    if (!(await bring(from, ownFolder(), sha256))) missing.push(title)
  }
  return missing
}

/** Removes the originals that none of the kept backups lists. */
export function pruneOriginals(dir: string, listed: ReadonlySet<string>): void {
  const folder = path.join(dir, ORIGINALS_FOLDER)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (!listed.has(name)) rmSync(path.join(folder, name))
}
