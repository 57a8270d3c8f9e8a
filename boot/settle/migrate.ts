import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { appliedMigrations } from '@/boot/settle/applied-migrations'
import { generateClient } from '@/boot/build/generate-client'
import {
  codeVersion,
  lowestCode,
  lowestCodeAfter,
  versionNumber,
  versionOf,
} from '@/boot/settle/code-version'
import { copyDatabase } from '@/boot/settle/copy-database'
import { flushToDisk, writeFileWhole } from '@/lib/shared/write-file-whole'
import { bin, readStamp, run } from '@/scripts/install.mjs'
import { giveUp, WRONG_SETTINGS } from '@/scripts/sentence.mjs'

const DATABASE = 'innerward.db'
/** Former databases kept in `before-upgrade/`. */
const KEEP = 3

/** Names of the migrations that the code in `root` knows. */
const migrationsOf = (root: string): string[] =>
  readdirSync(path.join(root, 'prisma', 'migrations'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )

/** Removes what attempts that were cut off have left. */
function removeAttempts(stateDir: string): void {
  for (const name of readdirSync(stateDir)) {
    if (name.startsWith(`${DATABASE}.upgrading`)) rmSync(path.join(stateDir, name), { force: true })
  }
}

/** Keeps the database as it was before the upgrade, under a second name of the same file: nothing is copied. */
function keepFormer(stateDir: string, database: string): void {
  const folder = path.join(stateDir, 'before-upgrade')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const kept = path.join(folder, `innerward-${stamp}.db`)
  try {
    linkSync(database, kept)
  } catch {
    // Some file systems know no second names.
    copyFileSync(database, kept)
  }
  for (const name of readdirSync(folder).sort().reverse().slice(KEEP)) rmSync(path.join(folder, name))
}

/**
 * Whether a newer version has changed the database and says that this one may go on with it: then there is nothing to migrate.
 * Gives up where it says otherwise, since this one would write into what it does not know.
 */
function isAhead(root: string, database: string): boolean {
  const known = migrationsOf(root)
  const applied = appliedMigrations(database)
  const unknown = applied.filter((name) => !known.includes(name))
  const lowest = lowestCode(database)
  const allowed = lowest > 0 && lowest <= versionNumber(codeVersion(root))
  if (unknown.length === 0 && (lowest === 0 || allowed)) return false
  if (allowed && known.every((name) => applied.includes(name))) return true
  const needed = lowest > 0 ? versionOf(lowest) : unknown.join('、')
  giveUp(
    `数据库来自更新的版本（${needed}）。请安装该版本；若要退回旧版本，请停机后恢复升级前的备份，或 before-upgrade 中的副本。`,
    `The database is of a newer version (${needed}). Install that version, or go back by restoring a backup from before the upgrade or the copy in before-upgrade.`,
    WRONG_SETTINGS,
  )
}

/** Writes into the migrated copy which version may open it, given the database that it was made from. */
function stampLowestCode(root: string, next: string, former: string): void {
  const before = appliedMigrations(former)
  const added = appliedMigrations(next).filter((name) => !before.includes(name))
  const stamped = new Database(next)
  stamped.pragma(`user_version = ${lowestCodeAfter(root, added, lowestCode(former))}`)
  stamped.close()
}

function copied(database: string, next: string): boolean {
  try {
    copyDatabase(database, next)
    return true
  } catch {
    return false
  }
}

const deployed = (root: string, file: string): boolean =>
  run(root, [bin(root, 'prisma'), 'migrate', 'deploy'], { DATABASE_URL: `file:${file}` }).ok

/**
 * Brings the database in `stateDir` to the current schema. A copy is migrated and takes the place of the database with one
 * rename: a power cut leaves the old schema or the new one, never half of it (SQLite runs a migration's statements one
 * by one). The former database is kept in `before-upgrade/`. The portal must be stopped.
 */
export function migrate(root: string, stateDir: string): void {
  const database = path.join(stateDir, DATABASE)
  if (isAhead(root, database)) return
  const wanted = generateClient(root)
  const stamp = path.join(stateDir, 'schema-stamp')
  if (existsSync(database) && readStamp(stamp) === wanted) return
  removeAttempts(stateDir)
  // A step of an attempt that was killed may live on for a moment: it must not meet this one's file.
  const next = `${database}.upgrading-${process.pid}`
  const former = existsSync(database)
  if ((former && !copied(database, next)) || !deployed(root, next)) {
    removeAttempts(stateDir)
    giveUp(
      '数据库升级失败，数据未改动。请检查磁盘空间；若仍失败，请联系维护人员。',
      'The database could not be migrated; its data is unchanged. Check the disk space; if it fails again, ask for support.',
    )
  }
  stampLowestCode(root, next, database)
  flushToDisk(next)
  if (former) keepFormer(stateDir, database)
  // The log belongs to the former file: the copy was made after it had been emptied.
  for (const end of ['-wal', '-shm']) rmSync(`${database}${end}`, { force: true })
  renameSync(next, database)
  flushToDisk(stateDir)
  writeFileWhole(stamp, wanted)
}
