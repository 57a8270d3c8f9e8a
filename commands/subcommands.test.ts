import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findSubcommand, SUBCOMMANDS } from '@/commands/subcommands'

const ROOT = path.resolve(import.meta.dirname, '..')
/** For whoever works on the portal; everything else in package.json is for whoever runs it. */
const OF_DEVELOPERS = /^(start|dev|test|check|coverage|e2e|build|mutate|bench|docs|bundle|image|visual)(:|$)/

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const ofOperators = Object.keys(scripts).filter((name) => !OF_DEVELOPERS.test(name))

test('every npm script of operators is a subcommand of innerward, and calls it', () => {
  expect(ofOperators.length).toBeGreaterThan(15)
  for (const name of ofOperators) {
    const words = name.replace(':', ' ')
    expect(findSubcommand(words.split(' '))?.subcommand.words).toBe(words)
    expect(scripts[name]).toBe(`node scripts/run.mjs commands/innerward.ts ${words}`)
  }
})

test('every subcommand has its program, a name of its own and a sentence in both languages', () => {
  for (const { words, program, zh, en } of SUBCOMMANDS) {
    expect(existsSync(path.join(ROOT, program)), program).toBe(true)
    expect(zh).toMatch(/[\u4e00-\u9fff]/)
    expect(en).not.toMatch(/[\u4e00-\u9fff]/)
    expect(SUBCOMMANDS.filter((other) => other.words === words)).toHaveLength(1)
  }
})

test.each([
  [['audit', 'verify', 'x.jsonl'], 'audit verify', ['x.jsonl']],
  [['backup', '/b', '--check'], 'backup', ['/b', '--check']],
])('%j is %s', (line, words, args) => {
  expect(findSubcommand(line)).toMatchObject({ subcommand: { words }, args })
})

test.each([[[]], [['audit']], [['verify']], [['backups']]])('%j is no subcommand', (line) => {
  expect(findSubcommand(line)).toBeNull()
})
