import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { copyTree } from '@/scripts/mutate/copy-tree'
import { judge, keyOf, proveTest, type Mutation } from '@/scripts/mutate/judge-mutation'

/**
 * `npm run mutate -- [--only ID] [--fixed] [--fresh]`: breaks each promise of docs/security.md once, in a copy of the
 * checkout, and runs the test that the promise names. A test that stays green guards nothing. Goes on where it was stopped.
 * `--fixed` takes the ten that need no build, as a part of `npm test`, whose suites run their tests on the unbroken code.
 */
const root = path.resolve(import.meta.dirname, '../..')
const MUTATIONS = path.join(root, 'scripts/mutate/mutations.json')
const RESULT = path.join(root, 'bench/results/mutate.json')
const folder = path.join(root, 'var/mutate')
const progressFile = path.join(folder, 'progress.json')
/** Outcomes by the key of their mutation. */
type Progress = Partial<Record<string, string>>
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    fixed: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})

function chosen(): Mutation[] {
  const { mutations } = read(MUTATIONS) as { mutations: Mutation[] }
  const asked = mutations.filter(({ id, fixed }) => {
    if (values.only.length > 0) return values.only.includes(id)
    return !values.fixed || fixed === true
  })
  if (asked.length > 0) return asked
  process.stderr.write('没有这样的变异。\nThere is no such mutation.\n')
  process.exit(64)
}

interface Judged {
  id: string
  breaks: string
  test: string
  outcome: string
}

async function judgeAll(mutations: readonly Mutation[]): Promise<Judged[]> {
  const anew = values.fresh || values.fixed || !existsSync(progressFile)
  const progress = anew ? {} : (read(progressFile) as Progress)
  const tree = copyTree(root, path.join(folder, 'tree'))
  const results: Judged[] = []
  for (const mutation of mutations) {
    const { id, breaks, test } = mutation
    const key = keyOf(root, mutation)
    const outcome =
      progress[key] ?? (values.fixed ? null : await proveTest(tree, test)) ?? (await judge(tree, mutation))
    progress[key] = outcome
    if (!values.fixed) writeFileSync(progressFile, JSON.stringify(progress))
    results.push({ id, breaks, test: `${test.file} › ${test.title}`, outcome })
    process.stdout.write(`${outcome === 'killed' ? 'ok  ' : 'FAIL'} ${id} ${outcome}: ${breaks}\n`)
  }
  return results
}

mkdirSync(folder, { recursive: true })
const results = await judgeAll(chosen())
const killed = results.filter(({ outcome }) => outcome === 'killed').length
if (values.only.length === 0 && !values.fixed) {
  writeFileSync(
    RESULT,
    `${JSON.stringify({ at: new Date().toISOString(), killed, of: results.length, results }, null, 2)}\n`,
  )
}
process.stdout.write(`${killed} of ${results.length} broken promises were noticed by the test they name\n`)
process.exitCode = killed === results.length ? 0 : 1
