import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findSubcommand } from '@/commands/subcommands'

/** Every command that a page names, run or not, is one that there is, with the flags that it takes. */
const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/{zh,en}/**/*.md', { cwd: ROOT }),
  ...globSync('docs/*.md', { cwd: ROOT }),
  ...globSync('models/*.md', { cwd: ROOT }),
].sort()
/** Languages of blocks that hold no command. */
const NO_COMMANDS = ['ini', 'json', 'ldif', 'nginx', 'text', 'yaml', 'ts', 'tsx']
/** What the bundle brings: a script of `deploy/install/`, or the start. */
const OF_DELIVERY: Readonly<Partial<Record<string, string>>> = {
  start: 'deploy/install/innerward',
  upgrade: 'commands/upgrade.ts',
  rollback: 'deploy/install/rollback.sh',
  uninstall: 'deploy/install/uninstall.sh',
}

interface Called {
  page: string
  line: string
}
/** Lines of blocks of commands, joined where a backslash ends them, and spans of code. */
const written: Called[] = PAGES.flatMap((page) => {
  const text = read(page)
  const blocks = [...text.matchAll(/^```sh[^\n]*\n([^]*?)^```/gm)].map(([, commands = '']) => commands)
  const lines = blocks.flatMap((commands) => commands.replaceAll('\\\n', ' ').split('\n'))
  const spans = text.replaceAll(/^```[^]*?^```/gm, '').match(/`[^`\n]+`/g) ?? []
  return [...lines, ...spans.map((span) => span.slice(1, -1))].map((line) => ({ page, line: line.trim() }))
})
const called = (pattern: RegExp): Called[] =>
  written.flatMap(({ page, line }) =>
    [...line.matchAll(pattern)].map(([, rest = '']) => ({ page, line: rest.trim() })),
  )
const flagsOf = (line: string): string[] =>
  [...line.matchAll(/(?<=\s|\[)--([a-z][\w-]*)/g)].map(([, flag = '']) => flag)

/** The text of a program with that of the commands it is made of. */
function textOf(program: string): string {
  const text = read(program)
  const parts = [...text.matchAll(/from '@\/(commands\/[\w/-]+)'/g)].map(([, file = '']) => `${file}.ts`)
  return [text, ...parts.filter((file) => existsSync(path.join(ROOT, file))).map(read)].join('\n')
}
const takes = (program: string, flag: string): boolean =>
  new RegExp(`--${flag}\\b|'${flag}'|\\b${flag}: \\{`).test(textOf(program))

test('every block of the pages says whether it holds commands', () => {
  const others = PAGES.flatMap((page) =>
    [...read(page).matchAll(/^```([^\n]*)\n[^]*?^```$/gm)].map(([, about = '']) => ({ page, about })),
  ).filter(({ about }) => about !== 'sh' && !about.startsWith('sh needs=') && !NO_COMMANDS.includes(about))
  expect(others).toEqual([])
})

test('every npm script that a page names is one that there is', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const names = called(/\bnpm run ([\w:-]+)/g)
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter(({ line }) => !(line in scripts))).toEqual([])
})

const ofInnerward = called(/(?:^|sudo |&& |\| |; )innerward ((?!--help|--version|--env-file \S+ …)[^|;&#]+)/g)

test('every innerward command that a page names is one that there is', () => {
  expect(ofInnerward.length).toBeGreaterThan(60)
  const unknown = ofInnerward.filter(({ line }) => {
    const words = line.replace(/^--env-file \S+ /, '').split(/\s+/)
    return OF_DELIVERY[words[0] ?? ''] === undefined && findSubcommand(words) === null
  })
  expect(unknown).toEqual([])
})

test('every flag that a page gives to a command is one that it takes', () => {
  const programOf = (words: readonly string[]): string | undefined =>
    OF_DELIVERY[words[0] ?? ''] ?? findSubcommand(words)?.subcommand.program
  const scripts = called(/\bnpm run ([\w:-]+ -- .+)/g).map(({ page, line }) => {
    const [name = '', ...rest] = line.split(/\s+--\s+|\s+(?=--)/)
    return { page, words: [...name.split(':'), ...rest.join(' --').split(/\s+/)], line }
  })
  const commands = ofInnerward.map(({ page, line }) => ({
    page,
    words: line.replace(/^--env-file \S+ /, '').split(/\s+/),
    line,
  }))
  const given = [...commands, ...scripts].flatMap(({ page, words, line }) => {
    const program = programOf(words)
    return program === undefined ? [] : flagsOf(` ${line}`).map((flag) => ({ page, line, program, flag }))
  })
  expect(given.length).toBeGreaterThan(30)
  expect(given.filter(({ program, flag }) => flag !== 'env-file' && !takes(program, flag))).toEqual([])
})
