import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { request, type APIRequestContext } from '@playwright/test'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { findInMemory } from '@/lib/testing/search-memory'

/**
 * How often a question and a password lie in the memory of a built portal, and of its readers, after the case was wiped and the
 * person has signed out. Starts a portal of its own on `PORT`, with the demo model; looks until nothing is found, 60 s at
 * most. Each word is made at run time. `AROUND=80` prints what lies beside what stays. Figures: bench/results/memory-after-wipe.json.
 */
const PORT = process.env['PORT'] ?? '6300'
const BASE = `http://localhost:${PORT}`
const AROUND = Number(process.env['AROUND'] ?? 0)
const LOOK_FOR_MS = 60_000
const LOOK_EVERY_MS = 5000
const RESULTS = path.resolve('bench/results/memory-after-wipe.json')

const stateDir = mkdtempSync(path.join(tmpdir(), 'innerward-memory-'))
const { password } = JSON.parse(readFileSync('lib/auth/demo-people.json', 'utf8')) as { password: string }
/** No file of the portal holds it, unlike the password of the demo accounts. */
const wrong = `Qx${randomBytes(9).toString('hex')}`
const question = `zq${randomBytes(9).toString('hex')}`

async function start(): Promise<ChildProcess> {
  const own = { STATE_DIR: stateDir, PORT, EVALUATION_MODEL: 'off', MODEL_PATH: DEMO_MODEL, CPU_THREADS: '1' }
  const portal = spawn('node', ['scripts/start.mjs'], { env: { ...process.env, ...own }, stdio: 'ignore' })
  for (;;) {
    if (portal.exitCode !== null) throw new Error('the portal did not start')
    const health = await fetch(`${BASE}/api/health`).catch(() => null)
    if (health?.ok && ((await health.json()) as { status: string }).status === 'ready') return portal
    await delay(250)
  }
}

const childrenOf = (pid: number): number[] => {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

const isServer = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('boot/serve.ts')

async function signIn(person: APIRequestContext, word: string): Promise<void> {
  const { csrfToken } = (await (await person.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const form = { csrfToken, username: 'doctor.li', password: word, json: 'true' }
  await person.post('/api/auth/callback/credentials', { form })
}

const print = (what: string, value: unknown): boolean =>
  process.stdout.write(`${what}: ${JSON.stringify(value)}\n`)

/** A wrong and a right password, a check, a question with its whole answer, the wiping of the case and the sign-out. */
async function visitAndLeave(duringAnswer: () => void): Promise<void> {
  const person = await request.newContext({ baseURL: BASE })
  await signIn(person, wrong)
  await signIn(person, password)
  const text = `患者男，62岁，胸痛3小时，血钾5.8mmol/L，${question}，如何处理？`
  await person.post('/api/consult/check', { data: { question: text } })
  const answer = await person.post('/api/consult/runs', { data: { question: text, locale: 'zh-CN' } })
  if (answer.status() !== 201) throw new Error(`the question was answered with ${answer.status()}`)
  const { runId, conversationId } = (await answer.json()) as { runId: string; conversationId: string }
  duringAnswer()
  await (await person.get(`/api/consult/runs/${runId}/events`, { timeout: 0 })).text()
  const wiped = await person.delete(`/api/consult/conversations/${conversationId}`)
  const { csrfToken } = (await (await person.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const left = await person.post('/api/auth/signout', { form: { csrfToken, json: 'true' } })
  if (!wiped.ok() || !left.ok()) throw new Error(`wiping: ${wiped.status()}, sign-out: ${left.status()}`)
  await person.dispose()
}

const portal = await start()
try {
  const server = childrenOf(portal.pid ?? 0).find(isServer)
  if (!server) throw new Error('the serving process was not found')
  const count = () => {
    const all = { server: [server], readers: childrenOf(server) }
    const of = (pids: number[], word: string) =>
      pids.flatMap((pid) => {
        try {
          return findInMemory(pid, word, AROUND)
        } catch (error) {
          // A reader that was replaced meanwhile holds nothing any more.
          const { code = '' } = error as NodeJS.ErrnoException
          if (pid === server || !['ENOENT', 'ESRCH'].includes(code)) throw error
          return []
        }
      })
    return Object.fromEntries(
      Object.entries(all).flatMap(([name, pids]) => [
        [`${name}Question`, of(pids, question)],
        [`${name}Password`, of(pids, wrong)],
        [`${name}DemoPassword`, of(pids, password)],
      ]),
    )
  }
  const figures = (found: ReturnType<typeof count>) =>
    Object.fromEntries(Object.entries(found).map(([name, places]) => [name, places.length]))
  let during = {}
  await visitAndLeave(() => {
    during = figures(count())
  })
  print('during the answer', during)
  const left = performance.now()
  let found = count()
  const looks = [{ seconds: 0, ...figures(found) }]
  print('after leaving', looks.at(-1))
  while (performance.now() - left < LOOK_FOR_MS && Object.values(found).some((places) => places.length > 0)) {
    await delay(LOOK_EVERY_MS)
    found = count()
    looks.push({ seconds: Math.round((performance.now() - left) / 1000), ...figures(found) })
    print('after leaving', looks.at(-1))
  }
  if (AROUND > 0) for (const [name, places] of Object.entries(found)) print(name, places)
  const rssMiB = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  )
  const label = process.env['LABEL'] ?? 'after'
  let former: object = {}
  try {
    former = JSON.parse(readFileSync(RESULTS, 'utf8')) as object
  } catch {
    // The first run.
  }
  const entry = { node: process.version, during, looks, rssMiB }
  writeFileSync(RESULTS, `${JSON.stringify({ ...former, [label]: entry }, null, 2)}\n`)
} finally {
  const gone = new Promise((resolve) => portal.once('exit', resolve))
  portal.kill('SIGTERM')
  await gone
  rmSync(stateDir, { recursive: true, force: true })
}
