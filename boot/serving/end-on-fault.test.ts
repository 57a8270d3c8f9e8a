import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** A process that has the handlers of the portal, writes what it logs, and then does `work`. */
function runWith(work: string): { status: number | null; lines: string[]; stderr: string } {
  const script = `
    import { endOnFault } from '@/boot/serving/end-on-fault'
    import { faultFields } from '@/lib/logging/fault-fields'
    const log = (message, error) => console.log(message, fieldsOf(error))
    const fieldsOf = (error) => {
      const { errorName, frames } = faultFields(error)
      return JSON.stringify({ errorName, thrownAt: frames[0].replace(/:\\d+:\\d+$/, '') })
    }
    const stop = async (code) => {
      await null
      console.log('stopped in order')
      process.exit(code)
    }
    endOnFault({ log, stop })
    ${work}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...typeScriptFlags(ROOT), '--input-type=module', '--eval', script],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return { status, lines: stdout.trim().split('\n'), stderr }
}

test('a fault that nobody caught is logged by its name and place alone, and ends the portal in order', () => {
  const ended = runWith(`setImmediate(() => { throw new TypeError('床 12 的问题') })`)
  expect(ended).toEqual({
    status: 1,
    lines: [
      'unexpected failure {"errorName":"TypeError","thrownAt":"Immediate.<anonymous> [eval1]"}',
      'stopped in order',
    ],
    stderr: '',
  })
})

test('a promise that nobody awaited is logged by its name and place alone, and the portal goes on', () => {
  const ended = runWith(
    `Promise.reject(new RangeError('床 12 的问题')); setImmediate(() => { console.log('goes on'); process.exit(0) })`,
  )
  expect(ended).toEqual({
    status: 0,
    lines: ['unexpected failure {"errorName":"RangeError","thrownAt":"[eval1]"}', 'goes on'],
    stderr: '',
  })
})

test('a connection that breaks off stops nobody else', () => {
  const ended = runWith(
    `setImmediate(() => { throw Object.assign(new Error('床 12'), { code: 'ECONNRESET' }) })
     setImmediate(() => setImmediate(() => { console.log('goes on'); process.exit(0) }))`,
  )
  expect(ended).toEqual({
    status: 0,
    lines: ['unexpected failure {"errorName":"Error","thrownAt":"Immediate.<anonymous> [eval1]"}', 'goes on'],
    stderr: '',
  })
})
