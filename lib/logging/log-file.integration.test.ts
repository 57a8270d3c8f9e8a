import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { logger, reopenLog } from '@/lib/logging/logger'
import { resetProcess } from '@/lib/testing/process-parts'
import { setTestEnv } from '@/lib/testing/test-state'
import packageFile from '@/package.json' with { type: 'json' }

const dir = mkdtempSync(path.join(tmpdir(), 'innerward-log-'))
afterAll(() => {
  setTestEnv({ LOG_FILE: undefined, LOG_LEVEL: 'silent' })
  resetProcess('logger', 'log-destination')
  rmSync(dir, { recursive: true })
})

test('lines go to the file with the name of their level and the version, and to a new one once it was rotated', () => {
  const file = path.join(dir, 'portal.log')
  setTestEnv({ LOG_FILE: file, LOG_LEVEL: 'info' })
  resetProcess('logger', 'log-destination')
  logger.error('before the rotation', { component: 'test', code: 'SQLITE_FULL' })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    level: 'error',
    version: packageFile.version,
    component: 'test',
    code: 'SQLITE_FULL',
    msg: 'before the rotation',
  })
  expect(statSync(file).mode & 0o007).toBe(0)
  renameSync(file, `${file}.1`)
  reopenLog()
  logger.info('after the rotation')
  expect(existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('after the rotation')
  expect(readFileSync(`${file}.1`, 'utf8')).not.toContain('after the rotation')
})
