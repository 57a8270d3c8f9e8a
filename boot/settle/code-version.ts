import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** Where SQLite keeps the application's own number in a database's header (PRAGMA user_version), four bytes, the highest first. */
const USER_VERSION_AT = 60

/** Version as one number that grows with it: 1,000,000 major + 1,000 minor + patch. Throws an Error where it is none. */
export function versionNumber(version: string): number {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? []
  if (patch === undefined) throw new Error(`${version} is no version of three numbers`)
  return Number(major) * 1_000_000 + Number(minor) * 1000 + Number(patch)
}

/** The version that `versionNumber` made a number of. */
export const versionOf = (number: number): string =>
  [Math.floor(number / 1_000_000), Math.floor(number / 1000) % 1000, number % 1000].join('.')

/** Version of the code in `root`. */
export const codeVersion = (root: string): string =>
  (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version

/** The number of the lowest version that may open a database that nobody uses; 0 where it says nothing or is not there. */
export function lowestCode(file: string): number {
  if (!existsSync(file)) return 0
  const bytes = Buffer.alloc(4)
  const handle = openSync(file, 'r')
  readSync(handle, bytes, 0, 4, USER_VERSION_AT)
  closeSync(handle)
  return bytes.readUInt32BE(0)
}

const version = z.string().regex(/^\d+\.\d+\.\d+$/)
const compatibilitySchema = z.object({
  migrations: z.record(z.string(), z.object({ additive: z.boolean(), lowest: version })),
})

/** What `prisma/compatibility.json` of the code in `root` declares of each migration. Throws a ZodError where it has another form. */
export function declaredMigrations(root: string): z.infer<typeof compatibilitySchema>['migrations'] {
  const file = path.join(root, 'prisma', 'compatibility.json')
  return compatibilitySchema.parse(JSON.parse(readFileSync(file, 'utf8'))).migrations
}

/**
 * What a database must say after `applied` migrations were added to one that said `before`: the lowest version that may open it.
 * Each migration names its own in `prisma/compatibility.json`; one that nobody declared lets only this version go on.
 */
export function lowestCodeAfter(root: string, applied: readonly string[], before: number): number {
  const declared = declaredMigrations(root)
  const own = codeVersion(root)
  return Math.max(before, ...applied.map((name) => versionNumber(declared[name]?.lowest ?? own)))
}
