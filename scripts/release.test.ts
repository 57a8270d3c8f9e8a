import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inheritedEnvironment, takeEnvFile } from '@/lib/config/env'
import { releaseSettings } from '@/scripts/release.mjs'

/** Which settings hold in an installed release: the environment's, then the file's, then its own. */
let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'innerward-release-'))
  for (const name of ['STATE_DIR', 'EVALUATION_MODEL', 'LDAP_BIND_TEMPLATE', 'GPU', 'INNERWARD_ENV_FILE']) {
    vi.stubEnv(name, undefined)
  }
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})
const taken = (file: string) => {
  const name = path.join(root, 'innerward.env')
  writeFileSync(name, file)
  takeEnvFile(name, releaseSettings(root))
  const { STATE_DIR, EVALUATION_MODEL, LDAP_BIND_TEMPLATE, GPU } = inheritedEnvironment()
  return { STATE_DIR, EVALUATION_MODEL, LDAP_BIND_TEMPLATE, GPU }
}

test('a release keeps its state outside its folder and fetches nothing, unless the file says otherwise', () => {
  writeFileSync(path.join(root, 'release.json'), '{"version":"0.2.0"}')
  vi.stubEnv('GPU', 'off')
  expect(taken('STATE_DIR=/data/innerward\nLDAP_BIND_TEMPLATE=HOSPITAL\\{username}\nGPU=cuda\n')).toEqual({
    STATE_DIR: '/data/innerward',
    EVALUATION_MODEL: 'off',
    LDAP_BIND_TEMPLATE: 'HOSPITAL\\{username}',
    GPU: 'off',
  })
})

test('a checkout has no settings of its own', () => {
  expect(releaseSettings(root)).toEqual({})
  expect(taken('')).toEqual({})
})
