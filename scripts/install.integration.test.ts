import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-install-'))
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(path.join(ROOT, name), path.join(dir, name))
  }
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Installs the packages on a machine without any network; the probe's own limit ends it where names hang. */
function installAlone(env: Record<string, string>) {
  const code = `import('./scripts/install.mjs').then(({ install }) => install(${JSON.stringify(dir)}))`
  const command = ['--map-root-user', '--net', process.execPath, '-e', code]
  return spawnSync('unshare', command, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } })
}

test("without a network the start says so with npm's own words, and what to do", () => {
  const { status, stderr } = installAlone({ npm_config_registry: 'http://127.0.0.1:9/' })
  expect(status).toBe(1)
  expect(stderr).toContain('npm error')
  expect(stderr).toMatch(
    /Cannot start: The packages could not be installed: .*(ECONNREFUSED|ENETUNREACH|127\.0\.0\.1)/,
  )
  expect(stderr).toContain('依赖安装失败：')
  expect(stderr).not.toContain('complete log')
})
