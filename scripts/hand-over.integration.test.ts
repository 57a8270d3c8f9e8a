import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { within } from '@/lib/testing/wait'

const ROOT = path.resolve(import.meta.dirname, '..')
let dir: string
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-hand-over-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

/** The first stage of a start, which hands over to a program that says which signals it got and ends with 7 at the second. */
function firstStage() {
  const program = path.join(dir, 'second-stage.mjs')
  writeFileSync(
    program,
    `let got = 0
    const hear = (signal) => { process.stdout.write(signal + '\\n'); got += 1; if (got === 2) process.exit(7) }
    for (const signal of ['SIGHUP', 'SIGTERM']) process.on(signal, hear)
    setInterval(() => {}, 1000)
    process.stdout.write('up\\n')`,
  )
  const code = `import(${JSON.stringify(path.join(ROOT, 'scripts/hand-over.mjs'))})
    .then(({ handOver }) => handOver(${JSON.stringify(ROOT)}, ${JSON.stringify(path.relative(ROOT, program))}))`
  return spawn(process.execPath, ['-e', code], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
}

test('SIGHUP to the first stage reaches the portal and ends nothing; a stop does, with the end of the portal as its own', async () => {
  const stage = firstStage()
  const heard: string[] = []
  stage.stdout.on('data', (bytes: Buffer) => {
    for (const word of bytes.toString().trim().split('\n')) {
      heard.push(word)
      if (word === 'up') stage.kill('SIGHUP')
      if (word === 'SIGHUP') stage.kill('SIGTERM')
    }
  })
  const [code] = (await within('the first stage to end', once(stage, 'exit'))) as [number | null]
  expect({ heard, code }).toEqual({ heard: ['up', 'SIGHUP', 'SIGTERM'], code: 7 })
})
