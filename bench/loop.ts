import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { workbook } from '@/lib/testing/pathological-files'

/**
 * How long `/api/health` takes while ten people paste 100 kB, one uploads a CSV of 12.5 MiB, one the Excel file that
 * once killed the portal, and 1,000 connections stand idle. Starts a built portal of its own on `PORT`, with `NGINX=1` behind
 * an nginx on the next port; bound of the 99th percentile: 50 ms. `LABEL` names the entry in bench/results/loop.json,
 * `LOAD_SECONDS` is how long people paste.
 */
const PORT = process.env['PORT'] ?? '6160'
const NGINX = process.env['NGINX'] === '1'
const FRONT = NGINX ? String(Number(PORT) + 1) : PORT
const LABEL = process.env['LABEL'] ?? (NGINX ? 'behind nginx' : 'after')
const IDLE_CONNECTIONS = 1000
const LOAD_SECONDS = Number(process.env['LOAD_SECONDS'] ?? 30)
const BASE = `http://localhost:${FRONT}`
const PASTE = '患者男，62岁，胸痛3小时伴大汗，血钾5.8mmol/L，阿司匹林100mg qd。'
/** 100 kB of Chinese text are 33,000 characters. What no context can hold is refused unread, so the longest that is read is sent too. */
const PASTE_CHARACTERS = 33_000
const PIECE_BYTES = 4 * 1024 * 1024
const RESULTS = path.resolve('bench/results/loop.json')

/** One browser: a cookie jar and requests. */
class Person {
  private readonly jar = new Map<string, string>()

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers(init.headers)
    headers.set('cookie', cookie)
    const response = await fetch(`${BASE}${url}`, { ...init, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name && value !== undefined) this.jar.set(name, value)
    }
    return response
  }

  json = (url: string, body: unknown) =>
    this.request(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })

  async signIn(username: string, password: string): Promise<void> {
    const { csrfToken } = (await (await this.request('/api/auth/csrf')).json()) as { csrfToken: string }
    const form = new URLSearchParams({ csrfToken, username, password, json: 'true' })
    await this.request('/api/auth/callback/credentials', { method: 'POST', body: form })
  }

  /** Uploads a file to a job of its own and returns what the portal said of it. */
  async upload(name: string, bytes: Buffer): Promise<string> {
    const { id } = (await (await this.json('/api/batch/jobs', {})).json()) as { id: string }
    const file = randomUUID()
    for (let offset = 0; ; offset += PIECE_BYTES) {
      const query = new URLSearchParams({ file, offset: String(offset), size: String(bytes.length) })
      const answer = await this.request(`/api/batch/jobs/${id}/files?${query.toString()}`, {
        method: 'POST',
        body: new Uint8Array(bytes.subarray(offset, offset + PIECE_BYTES)),
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
      })
      const told = await answer.text()
      if (offset + PIECE_BYTES >= bytes.length) {
        return `${answer.status} ${/"documents":\d+/.exec(told)?.[0] ?? told}`
      }
    }
  }
}

/** How long `/api/health` takes, in milliseconds and in order of length, until some time has passed; asked by a process of its own. */
async function healthTimes(ms: number): Promise<number[]> {
  const prober = spawn(process.execPath, ['--import', 'tsx', 'bench/health-times.ts', BASE], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const told = text(prober.stdout)
  await delay(ms)
  prober.stdin.end()
  return (JSON.parse(await told) as number[]).sort((a, b) => a - b)
}

const at = (sorted: readonly number[], share: number) =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
const summary = (times: readonly number[]) => ({
  requests: times.length,
  ...{ p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), maxMs: at(times, 1) },
})

async function startPortal(stateDir: string): Promise<ChildProcess> {
  const env = {
    ...process.env,
    STATE_DIR: stateDir,
    PORT,
    EVALUATION_MODEL: 'off',
    MODEL_PATH: DEMO_MODEL,
    LOG_LEVEL: 'error',
    ...(NGINX ? { TRUSTED_PROXIES: '127.0.0.0/8,::1/128', NEXTAUTH_URL: BASE } : {}),
  }
  const portal = spawn('node', ['scripts/start.mjs'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ready = () =>
    fetch(`${BASE}/api/health`)
      .then(async (answer) => ((await answer.json()) as { status: string }).status === 'ready')
      .catch(() => false)
  while (!(await ready())) {
    if (portal.exitCode !== null) throw new Error('the portal did not start')
    await delay(250)
  }
  return portal
}

/** An nginx with its defaults, but for more connections than they allow and uploads as large as the portal takes. */
function startNginx(folder: string): ChildProcess {
  const file = path.join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; pid ${folder}/nginx.pid; error_log stderr error; worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
  access_log off; client_max_body_size 64m; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  server {
    listen ${FRONT}; listen [::]:${FRONT};
    location / {
      proxy_pass http://127.0.0.1:${PORT}; proxy_http_version 1.1; proxy_buffering off;
      proxy_set_header Host $http_host; proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`,
  )
  return spawn('nginx', ['-c', file, '-p', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Connections that never say a word. Returns how many of them the server took. */
async function standIdle(): Promise<{ sockets: Socket[]; taken: number }> {
  const sockets: Socket[] = []
  let taken = 0
  for (let i = 0; i < IDLE_CONNECTIONS; i += 1) {
    const socket = connect({ port: Number(FRONT), host: '127.0.0.1' })
    sockets.push(socket)
    await new Promise<void>((resolve) => {
      socket.once('connect', () => {
        taken += 1
        resolve()
      })
      socket.once('error', () => {
        resolve()
      })
    })
  }
  return { sockets, taken }
}

async function signedIn(username: string): Promise<Person> {
  const { password } = JSON.parse(readFileSync('lib/auth/demo-people.json', 'utf8')) as { password: string }
  const person = new Person()
  await person.signIn(username, password)
  return person
}

/** Pastes a text of 100 kB again and again, as the page does, and counts the answers by status. */
async function paste(person: Person, statuses: Map<number, number>, until: () => boolean): Promise<void> {
  const status: unknown = await (await person.request('/api/status')).json()
  const readAtMost = (status as { model: { contextTokens: number } }).model.contextTokens * 4
  for (let i = 0; !until(); i += 1) {
    const length = i % 2 === 0 ? Math.min(PASTE_CHARACTERS, readAtMost) : PASTE_CHARACTERS
    const question = `${i} ${PASTE}`.repeat(3000).slice(0, length)
    const answer = await person.json('/api/consult/check', { question })
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    await delay(350)
  }
}

const stateDir = mkdtempSync(path.join(tmpdir(), 'innerward-loop-'))
const nginx = NGINX ? startNginx(stateDir) : null
const portal = await startPortal(stateDir)
try {
  // A person has three sessions at most; those of two doctors and a head paste in turn.
  const people = ['doctor.li', 'doctor.li', 'doctor.li', 'doctor.wang', 'doctor.wang'] as const
  const sessions: Person[] = []
  for (const name of people) sessions.push(await signedIn(name))
  const doctors = [...sessions, ...sessions]
  const [csvSender, bombSender] = [await signedIn('doctor.wang'), await signedIn('head.chen')]
  const line = `${PASTE.repeat(100)}\n`
  const csv = Buffer.from(
    `出院小结\n${line.repeat(Math.ceil((12.5 * 1024 * 1024) / Buffer.byteLength(line)))}`,
  )
  const bomb = workbook('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
  let over = false
  const idle = summary(await healthTimes(3000))
  const { sockets, taken } = await standIdle()
  const statuses = new Map<number, number>()
  const load = Promise.all([
    csvSender.upload('a.csv', csv).catch(() => 'no answer'),
    bombSender.upload('a.xlsx', bomb).catch(() => 'no answer'),
    ...doctors.map((person) => paste(person, statuses, () => over).catch(() => 'no answer')),
  ])
  const underLoad = summary(await healthTimes(LOAD_SECONDS * 1000))
  over = true
  for (const socket of sockets) socket.destroy()
  const [csvAnswer, bombAnswer] = await load
  const result = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    idle,
    underLoad,
    idleConnections: { taken, stillOpen: sockets.filter((socket) => !socket.destroyed).length },
    checks: Object.fromEntries(statuses),
    csvAnswer,
    bombAnswer,
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  let known: Record<string, unknown> = {}
  try {
    known = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, unknown>
  } catch {
    // The first run has nothing to add to.
  }
  writeFileSync(RESULTS, `${JSON.stringify({ ...known, [LABEL]: result }, null, 2)}\n`)
} finally {
  nginx?.kill('SIGTERM')
  portal.kill('SIGTERM')
  await new Promise((resolve) => portal.once('exit', resolve))
  rmSync(stateDir, { recursive: true, force: true })
}
