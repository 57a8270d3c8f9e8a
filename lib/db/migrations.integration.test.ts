import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations')
const folders = readdirSync(MIGRATIONS)
  .filter((name) => /^\d/.test(name))
  .sort()

let dir: string
let database: Database.Database
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-migrations-'))
  database = new Database(path.join(dir, 'innerward.db'))
})
afterEach(() => {
  database.close()
  rmSync(dir, { recursive: true })
})

const apply = (name: string) =>
  database.exec(readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'))
const all = (sql: string): unknown[] => database.prepare(sql).all()

test('an upgrade keeps every person, role, session and audit record of the first release', () => {
  apply(folders[0] ?? '')
  database.exec(`
    INSERT INTO Department (id, code, nameZh, nameEn) VALUES ('d1', 'CARD', '心内科', 'Cardiology');
    INSERT INTO User (id, directoryId, username, displayName, departmentId) VALUES ('u1', 'x-1', 'li', '李明', 'd1');
    INSERT INTO RoleGrant (id, userId, role, departmentId, source) VALUES ('g1', 'u1', 'department_head', 'd1', 'manual');
    INSERT INTO GroupMapping (id, groupDn, role) VALUES ('m1', 'cn=doctors', 'doctor');
    INSERT INTO Session (id, sidHash, userId, expiresAt) VALUES ('s1', 'hash', 'u1', 1);
    INSERT INTO AuditEvent (recordId, at, bootId, monoMs, event, keyId, prevMac, mac)
      VALUES ('r1', 1, 'b', 1, 'system.started', 'k', '0', '1');`)
  for (const name of folders.slice(1)) apply(name)
  expect(all('SELECT username, departmentId, version FROM User')).toEqual([
    { username: 'li', departmentId: 'd1', version: 1 },
  ])
  expect(all('SELECT userId, role, source, endsAt FROM RoleGrant')).toEqual([
    { userId: 'u1', role: 'department_head', source: 'manual', endsAt: null },
  ])
  expect(all('SELECT groupDn FROM GroupMapping')).toEqual([{ groupDn: 'cn=doctors' }])
  expect(all('SELECT userId, kind FROM Session')).toEqual([{ userId: 'u1', kind: 'directory' }])
  expect(all('SELECT recordId, mac FROM AuditEvent')).toEqual([{ recordId: 'r1', mac: '1' }])
  expect(all('PRAGMA foreign_key_check')).toEqual([])
})

test.each([
  ['a record cannot be changed', `UPDATE AuditEvent SET event = 'x'`],
  ['a record cannot be deleted', 'DELETE FROM AuditEvent'],
  ['a checkpoint cannot be changed', `UPDATE AuditCheckpoint SET lastMac = 'x'`],
  ['a checkpoint cannot be deleted', 'DELETE FROM AuditCheckpoint'],
  ['a tombstone cannot be changed', 'UPDATE AuditTombstone SET upToId = 2'],
  ['a tombstone cannot be deleted', 'DELETE FROM AuditTombstone'],
])('%s', (_, sql) => {
  for (const name of folders) apply(name)
  const record = (id: number) => `
    INSERT INTO AuditEvent (id, recordId, at, bootId, monoMs, event, keyId, prevMac, mac)
      VALUES (${id}, 'r${id}', 1, 'b', 1, 'system.started', 'k', '0', '1');`
  database.exec(`${record(1)} ${record(2)}
    INSERT INTO AuditCheckpoint (kind, upToId, records, lastMac, at, keyId, signature) VALUES ('start', 2, 2, '1', 1, 'k', 's');
    INSERT INTO AuditTombstone (fromId, upToId, lastMac, olderThan, at, keyId, signature) VALUES (1, 1, '1', 1, 1, 'k', 's');`)
  expect(() => database.exec(sql)).toThrow(/cannot be/)
  expect(all('SELECT id FROM AuditEvent')).toHaveLength(2)
})

test('what a tombstone covers can be deleted, and no record after it', () => {
  for (const name of folders) apply(name)
  for (const id of [1, 2, 3]) {
    database.exec(`INSERT INTO AuditEvent (id, recordId, at, bootId, monoMs, event, keyId, prevMac, mac)
      VALUES (${id}, 'r${id}', 1, 'b', 1, 'system.started', 'k', '0', '1')`)
  }
  database.exec(`INSERT INTO AuditTombstone (fromId, upToId, lastMac, olderThan, at, keyId, signature)
    VALUES (1, 2, '1', 1, 1, 'k', 's')`)
  database.exec('DELETE FROM AuditEvent WHERE id <= 2')
  expect(() => database.exec('DELETE FROM AuditEvent WHERE id = 3')).toThrow(/cannot be deleted/)
})
