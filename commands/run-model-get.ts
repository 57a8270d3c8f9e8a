import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { fail, say } from '@/scripts/sentence.mjs'
import { Interrupted, ModelFailure } from '@/lib/inference/models/fetch/failure'
import { getModel } from '@/lib/inference/models/fetch/get-model'
import type { Environment } from '@/lib/inference/models/fetch/proxy'

const USAGE: [zh: string, en: string] = [
  '用法：npm run model:get -- 编号 [--from 文件|文件夹|网址] [--accept-terms]',
  'Usage: npm run model:get -- ID [--from FILE|FOLDER|URL] [--accept-terms]',
]

/** What the person asked for: a model by its id, a source of their own, and whether the terms are accepted. */
interface Asked {
  id: string | undefined
  from: string | undefined
  accepted: boolean
}

function readArguments(argv: readonly string[], env: Environment): Asked {
  try {
    const options = {
      from: { type: 'string' },
      'accept-terms': { type: 'boolean', default: false },
    } as const
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    if (positionals.length > 1) throw new Error('one id')
    // npm runs scripts in the project's folder; INIT_CWD is where the person is.
    const here = env['INIT_CWD'] ?? process.cwd()
    const { from } = values
    const source = from && !/^https?:/i.test(from) ? path.resolve(here, from) : from
    return { id: positionals[0], from: source, accepted: values['accept-terms'] }
  } catch {
    return fail(...USAGE)
  }
}

/** Asks on the terminal; no terminal is no consent. */
async function askTerms(signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question('接受这些条款吗？Accept these terms? (yes/no) ', { signal })
    return /^(y|yes|是|接受)$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}

interface Call {
  root: string
  stateDir: string
  argv: readonly string[]
  env: Environment
}

/** `npm run model:get`: fetches a model of the catalogue. Ends with 0 when it is there, 1 when it cannot be had, 130 when stopped. */
export async function runModelGet({ root, stateDir, argv, env }: Call): Promise<void> {
  const { id, from, accepted } = readArguments(argv, env)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
  const acceptTerms = accepted || (() => askTerms(stop.signal))
  try {
    await getModel({ root, stateDir, id, from, acceptTerms, say, env, signal: stop.signal })
    process.exit(0)
  } catch (error) {
    if (error instanceof Interrupted || stop.signal.aborted) {
      const again = `npm run model:get -- ${argv.join(' ')}`
      say(`\n已停止，已下载的部分保留。继续：${again}`, `Stopped; what was fetched stays. To go on: ${again}`)
      process.exit(130)
    }
    if (error instanceof ModelFailure) fail(error.zh, error.en)
    throw error
  }
}
