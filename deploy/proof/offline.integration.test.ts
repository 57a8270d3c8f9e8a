import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declaredMigrations, versionNumber, versionOf } from '@/boot/settle/code-version'
import { makeBundle, type Bundle } from '@/deploy/bundle/make-bundle'
import { bareRoot, whyNoBareRoot } from '@/deploy/proof/bare-root'
import { mustRun, ownRoom, PROOF_MS } from '@/deploy/proof/own-room'

/**
 * The way of an IT department, from the bundle to a portal that answers, an upgrade and the way back, in a system that has nothing
 * but Debian's essential packages and no network.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
const reason = whyNoBareRoot(ROOT)
if (reason) process.stdout.write(`deploy/proof/offline: skipped because ${reason}\n`)

const { version: VERSION } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  version: string
}
const LATER = versionOf(versionNumber(VERSION) + 1)
/** What a later version brings: a table more, which the former version does not notice. */
const MIGRATION = '9000_proof'
const LATER_FILES = {
  [`prisma/migrations/${MIGRATION}/migration.sql`]:
    'CREATE TABLE "Proof" ("id" TEXT NOT NULL PRIMARY KEY);\n',
  'prisma/compatibility.json': JSON.stringify({
    migrations: { ...declaredMigrations(ROOT), [MIGRATION]: { additive: true, lowest: VERSION } },
  }),
}
/** `npm run test:delivery` also tries a rollback that must restore the backup: two more starts. */
const RESTORES = process.env['DELIVERY'] === 'image'
let room: ReturnType<typeof ownRoom> | null = null
beforeAll(() => {
  if (reason === null) room = ownRoom()
})
afterAll(() => room?.remove())

const releaseKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const bundleOf = (version: string, files: Record<string, string> = {}): Promise<Bundle> =>
  makeBundle({
    root: ROOT,
    out: room?.folder ?? '',
    version,
    files,
    builtAt: new Date().toISOString(),
    commit: null,
    releaseKey,
    level: 1,
  })

test.skipIf(reason !== null)(
  'a bundle is installed without network, answers, is upgraded and rolled back, and sends no packet',
  { timeout: PROOF_MS },
  async () => {
    const former = await bundleOf(VERSION)
    const later = await bundleOf(LATER, LATER_FILES)
    const usb = path.join(room?.folder ?? '', 'usb')
    const system = path.join(room?.folder ?? '', 'system')
    mkdirSync(usb)
    mkdirSync(system)
    mustRun('tar', '-xf', bareRoot(), '-C', system)
    mustRun('tar', '-I', 'zstd', '-xf', former.file, '-C', usb)
    const [folder = ''] = readdirSync(usb)
    const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', 'bash']
    const script = path.join(import.meta.dirname, 'in-bare-root.sh')
    const visit = path.join(ROOT, 'commands/visit-portal.mjs')
    const line = [
      system,
      path.join(usb, folder),
      later.file,
      former.fingerprint ?? '',
      visit,
      RESTORES ? 'yes' : 'no',
    ]
    const told = JSON.parse(mustRun('unshare', ...namespaces, script, ...line)) as {
      control: number
      account: number
    }
    const served = { visited: expect.any(Number) as number, uid: told.account, code: 0 }
    const restored = {
      upgradedAgain: served,
      afterRestore: served,
      restored: { told: 1, record: { name: '张工', lost: 0, replayed: true } },
    }
    expect(told).toEqual({
      ...(RESTORES ? restored : { restored: null }),
      installed: served,
      upgraded: served,
      rolledBack: served,
      versions: [LATER, VERSION],
      // The later version says that the former may open the database.
      lowest: versionNumber(VERSION),
      // Root's, with the server of names of the system and the users' network.
      unit: '0 localhost 192.0.2.53 10.20.0.0/16',
      backups: RESTORES ? 2 : 1,
      packets: 0,
      account: expect.any(Number) as number,
      control: expect.any(Number) as number,
    })
    expect(told.account).toBeGreaterThan(0)
    expect(told.control).toBeGreaterThan(0)
  },
)
