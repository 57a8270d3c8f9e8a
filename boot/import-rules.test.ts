import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CONFIG = path.resolve(import.meta.dirname, '../.dependency-cruiser.cjs')
const { forbidden, options } = createRequire(import.meta.url)(CONFIG) as {
  forbidden: { name: string }[]
  options: ICruiseOptions
}

/** For each rule a file that breaks it, and what that file imports. */
const BREAKS: Record<string, readonly [file: string, imported: string]> = {
  'every-room-has-its-floor': ['app/a.ts', 'lib/attic/b.ts'],
  'no-cycles': ['lib/shared/one.ts', 'lib/shared/other.ts'],
  'programs-on-top': ['lib/audit/c.ts', 'scripts/d.mjs'],
  'app-reads-the-list-of-features': ['app/s.ts', 'boot/serve.ts'],
  'boot-below-commands': ['boot/t.ts', 'commands/backup.ts'],
  'bootstrap-needs-nothing': ['scripts/u.mjs', 'lib/config/env.ts'],
  'features-listed-on-top': ['lib/rights/e.ts', 'boot/features.ts'],
  'server-plates-read-by-boot': ['app/api/f/route.ts', 'lib/batch/feature.server.ts'],
  'plates-only-declare': ['lib/batch/feature.ts', 'lib/config/env.ts'],
  'lib-never-imports-app': ['lib/batch/g.ts', 'app/_ui/button.ts'],
  'feature-to-feature-by-contract': ['lib/batch/h.ts', 'lib/consult/start-run.ts'],
  'rules-are-pure': ['lib/clinical/i.ts', 'lib/logging/logger.ts'],
  'database-only-in-lib': ['app/(portal)/j/page.ts', 'lib/db/client.ts'],
  'llama-only-in-engine': ['lib/operations/k.ts', 'node_modules/node-llama-cpp/index.js'],
  'engines-behind-the-door': ['lib/consult/l.ts', 'lib/inference/engine/llama-engine.ts'],
  'ldap-only-in-directory': ['lib/rights/m.ts', 'node_modules/ldapts/index.js'],
  'client-surface': ['app/(portal)/n/_components/n.ts', 'lib/consult/start-run.ts'],
  'pure-has-no-effects': ['lib/templates/pure/w.ts', 'lib/logging/logger.ts'],
  'ui-kit-is-generic': ['app/_ui/o.ts', 'lib/consult/contract.ts'],
  'uploads-read-in-quarantine': ['lib/batch/p.ts', 'lib/documents/read/read-file.ts'],
  'rules-read-in-quarantine': ['lib/consult/q.ts', 'lib/privacy/find-identifiers.ts'],
  'testing-only-from-tests': ['lib/audit/r.ts', 'lib/testing/people.ts'],
  'dev-stands-alone': ['boot/run/v.ts', 'boot/dev/seed-year.ts'],
}
/** A room breaks its rule with whatever stands above it. */
const UPWARD = /^(\w+)-uses-what-is-below$/
const rooms = forbidden.flatMap(({ name }) => UPWARD.exec(name)?.[1] ?? [])
const breaks = { ...BREAKS }
rooms.forEach((room, floor) => {
  breaks[`${room}-uses-what-is-below`] = [
    `lib/${room}/up.ts`,
    `lib/${rooms[floor + 1] ?? 'testing'}/above.ts`,
  ]
})

let root: string
let broken: string[]
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'innerward-rules-'))
  const files = new Map<string, string>()
  const add = (file: string, line: string) => files.set(file, `${files.get(file) ?? ''}${line}\n`)
  for (const [file, imported] of Object.values(breaks)) {
    const to = path.posix.relative(path.posix.dirname(file), imported)
    add(imported, 'export const value = 1')
    add(file, `import '${to.startsWith('.') ? to : `./${to}`}'`)
  }
  add('lib/shared/other.ts', "import './one'")
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  const { exclude, tsPreCompilationDeps, doNotFollow } = options
  const { output } = await cruise(['app', 'boot', 'commands', 'lib', 'scripts'], {
    baseDir: root,
    ruleSet: { forbidden } as IFlattenedRuleSet,
    validate: true,
    ...(exclude ? { exclude } : {}),
    ...(doNotFollow ? { doNotFollow } : {}),
    ...(tsPreCompilationDeps === undefined ? {} : { tsPreCompilationDeps }),
  })
  broken = (output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  )
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('every rule has a file that breaks it', () => {
  expect(Object.keys(breaks).sort()).toEqual(forbidden.map(({ name }) => name).sort())
})

test.each(Object.entries(breaks))('%s is noticed', (name, [file, imported]) => {
  expect(broken).toContain(`${name}: ${file} → ${imported}`)
})
