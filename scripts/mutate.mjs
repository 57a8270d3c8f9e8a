import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyTree } from './mutate/copy-tree.mjs'
import { judge, keyOf, proveTest } from './mutate/judge-mutation.mjs'

/**
 * `npm run mutate -- [--only ID] [--fixed] [--fresh]`: breaks each promise of docs/security.md once, in a copy of the
 * checkout, and runs the test that the promise names. A test that stays green guards nothing. Goes on where it was stopped.
 * `--fixed` takes the ten that need no build, as a part of `npm test`, whose suites run their tests on the unbroken code.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const MUTATIONS = path.join(root, 'scripts/mutate/mutations.json')
const RESULT = path.join(root, 'bench/results/mutate.json')
const folder = path.join(root, 'var/mutate')
const progressFile = path.join(folder, 'progress.json')
const read = (file, fallback) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : fallback)

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    fixed: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})

function chosen() {
  const { mutations } = read(MUTATIONS)
  const asked = mutations.filter(({ id, fixed }) => {
    if (values.only.length > 0) return values.only.includes(id)
    return !values.fixed || fixed
  })
  if (asked.length > 0) return asked
  process.stderr.write('没有这样的变异。\nThere is no such mutation.\n')
  process.exit(64)
}

function judgeAll(mutations) {
  const progress = values.fresh || values.fixed ? {} : read(progressFile, {})
  const tree = copyTree(root, path.join(folder, 'tree'))
  const results = []
  for (const mutation of mutations) {
    const { id, breaks, test } = mutation
    const key = keyOf(root, mutation)
    progress[key] ??= (values.fixed ? null : proveTest(tree, test)) ?? judge(tree, mutation)
    if (!values.fixed) writeFileSync(progressFile, JSON.stringify(progress))
    results.push({ id, breaks, test: `${test.file} › ${test.title}`, outcome: progress[key] })
    process.stdout.write(
      `${progress[key] === 'killed' ? 'ok  ' : 'FAIL'} ${id} ${progress[key]}: ${breaks}\n`,
    )
  }
  return results
}

mkdirSync(folder, { recursive: true })
const results = judgeAll(chosen())
const killed = results.filter(({ outcome }) => outcome === 'killed').length
if (values.only.length === 0 && !values.fixed) {
  writeFileSync(
    RESULT,
    `${JSON.stringify({ at: new Date().toISOString(), killed, of: results.length, results }, null, 2)}\n`,
  )
}
process.stdout.write(`${killed} of ${results.length} broken promises were noticed by the test they name\n`)
process.exitCode = killed === results.length ? 0 : 1
