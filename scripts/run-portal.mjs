import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { createServer } from 'node:net'
import path from 'node:path'
import { gpuLibraryPath } from './gpu-library-path.mjs'
import { listenHost } from './listen-host.mjs'
import { poolSize } from '../lib/inference/gpu/pool-size.mjs'
import { giveUp, say } from './sentence.mjs'
import { supervise } from './supervise.mjs'

const BASE = 'dc=hospital,dc=internal'
const READY_WITHIN_MS = 170_000

const nodeOf = (root) => path.join(root, 'node_modules', '.bin', 'node')

/** Starts the server in a process group of its own, so that Ctrl-C reaches it once, through us. */
function startServer(root, env) {
  return spawn(nodeOf(root), ['--disable-sigusr1', 'scripts/serve.mjs'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
}

/** A loopback port nobody uses right now. */
async function freePort() {
  const probe = createServer()
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Runs the demo directory and returns the settings that point the portal to it. It ends when its stdin closes. */
async function startDemoDirectory(root, stateDir) {
  const passwordFile = path.join(stateDir, 'secrets', 'demo-bind-password')
  const password = randomBytes(24).toString('hex')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  const port = process.env.DEMO_DIRECTORY_PORT || (await freePort())
  const child = spawn(nodeOf(root), ['--disable-sigusr1', 'scripts/demo-directory.mjs'], {
    cwd: root,
    env: { ...process.env, DEMO_BIND_PASSWORD: password, DEMO_DIRECTORY_PORT: String(port) },
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const ready = await new Promise((resolve) => {
    child.stdout.once('data', () => resolve(true))
    child.once('exit', () => resolve(false))
  })
  if (!ready) {
    giveUp(
      '演示目录无法启动。请重新安装依赖后重试。',
      'The demo directory could not be started. Install the packages again and retry.',
    )
  }
  const settings = {
    LDAP_URL: `ldap://127.0.0.1:${port}`,
    LDAP_BASE_DN: BASE,
    LDAP_BIND_DN: `cn=portal,${BASE}`,
    LDAP_BIND_PASSWORD_FILE: passwordFile,
    DIRECTORY_SEED_FILE: path.join(root, 'prisma', 'demo-directory-seed.json'),
    DEMO_DIRECTORY: 'on',
  }
  return { child, settings }
}

function portalEnv({ stateDir, port, model }, directory) {
  const libraries = gpuLibraryPath(process.env, stateDir)
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    UV_THREADPOOL_SIZE: poolSize({ ...process.env, ...libraries }),
    ...libraries,
    STATE_DIR: stateDir,
    MODEL_AT_START: model.files[0]?.path,
    PORT: String(port),
    HOST: listenHost(process.env).host,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://localhost:${port}`,
    ...directory?.settings,
  }
}

/** What the start says of a model; whether a clinical one is accepted stands on every page. */
const ROLES = {
  demo: [
    '（演示模型，仅用于检验安装，不得用于临床）',
    ' (demo model: checks the installation, not for clinical use)',
  ],
  evaluation: [
    '（评估模型，供试用，不得用于临床）',
    ' (evaluation model: to try the portal, not for clinical use)',
  ],
  clinical: ['', ''],
}

/** The health of the portal, asked where it listens; its certificate cannot match that address. */
async function health({ HOST, PORT }) {
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[HOST] ?? HOST
  const host = own.includes(':') ? `[${own}]` : own
  const tls = Boolean(process.env.TLS_CERT_FILE)
  const get = tls ? https.get : http.get
  const options = { agent: false, ...(tls ? { rejectUnauthorized: false } : {}) }
  const text = await new Promise((resolve) => {
    get(`${tls ? 'https' : 'http'}://${host}:${PORT}/api/health`, options, async (answer) => {
      let body = ''
      for await (const chunk of answer.setEncoding('utf8')) body += chunk
      resolve(body)
    }).on('error', () => resolve(''))
  })
  return text.startsWith('{') ? JSON.parse(text).status : 'starting'
}

async function untilReady(env, portal) {
  const deadline = Date.now() + READY_WITHIN_MS
  while (portal.exitCode === null && portal.signalCode === null && Date.now() < deadline) {
    const status = await health(env)
    if (status === 'ready' || status === 'degraded' || status === 'failed') return status
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  return 'starting'
}

function announce({ root, port, model, demo, url }) {
  say(`\n院内智询已就绪：${url}`, `Innerward is ready: ${url}`)
  const [zh, en] = ROLES[model.role]
  say(`模型：${model.name}${zh}`, `Model: ${model.name}${en}`)
  if (process.env.ENGINE === 'remote') {
    say(
      '隐私模式：仅限院内。问题与回答不写入磁盘，只发往已配置的院内推理服务器。',
      'Privacy: inside the hospital. Questions and answers are never written to disk and go to the configured inference servers only.',
    )
  } else {
    say(
      '隐私模式：仅限本地。问题与回答不写入磁盘，不离开本机。',
      'Privacy: local only. Questions and answers are never written to disk and never leave this machine.',
    )
  }
  if (demo) {
    const { password, people } = JSON.parse(
      readFileSync(path.join(root, 'lib', 'auth', 'demo-people.json'), 'utf8'),
    )
    say(`演示账号（密码均为 ${password}）：`, `Demo accounts (password for all: ${password}):`)
    for (const { uid, cn, groups, disabled } of people) {
      process.stdout.write(`  ${uid.padEnd(16)} ${cn}  ${disabled ? '停用 disabled' : groups.join(', ')}\n`)
    }
  }
  say(
    '下一步：用浏览器打开上面的地址并登录。按 Ctrl-C 停止。',
    `Next: open the address above in a browser (port ${port}) and sign in. Ctrl-C stops the portal.`,
  )
}

/** What the model met while loading, in both languages, with its numbers. */
function sayNotice(root, { code, params }) {
  const key = code === 'out_of_memory' && params.contextTokens === 0 ? 'out_of_memory_smaller' : code
  const [zh, en] = ['zh-CN', 'en'].map((locale) => {
    const { notices } = JSON.parse(readFileSync(path.join(root, 'messages', locale, 'engine.json'), 'utf8'))
    return notices[key].replace(/\{(\w+)\}/g, (_, name) => String(params[name]))
  })
  process.stderr.write(`${zh}\n${en}\n`)
}

/** Tells what the portal says while it starts, and what came of it; at length the first time only. */
async function follow({ root, portal, env, again, announcement }) {
  portal.on('message', (message) => {
    if (message.notice) sayNotice(root, message.notice)
    if (message.failed === 'EADDRINUSE') {
      portal.portTaken = true
      process.stderr.write(
        `\n无法启动：端口 ${env.PORT} 已被占用。\nCannot start: port ${env.PORT} is taken.\n`,
      )
    }
  })
  const status = await untilReady(env, portal)
  if (status === 'failed') {
    const url = env.NEXTAUTH_URL
    process.stderr.write(
      `模型未能加载：页面可用（${url}），但不能提问。请查看上面的日志。\nThe model could not be loaded: pages work (${url}), questions do not. See the log above.\n`,
    )
  } else if (status !== 'starting') {
    if (again) say('院内智询已恢复运行。', 'Innerward is running again.')
    else announce(announcement)
  }
}

function sayNarrowed({ narrowed }) {
  if (!narrowed) return
  say(
    `未配置医院目录（LDAP_URL），演示账号的密码是公开的：忽略 HOST=${process.env.HOST}，只监听本机。`,
    `No hospital directory (LDAP_URL) is configured and the passwords of the demo accounts are public: HOST=${process.env.HOST} is ignored, the portal listens on this machine only.`,
  )
}

/** Starts the directory, if it is the demo one, and the portal; prints what to know; keeps it running and ends with it. */
export async function runPortal({ root, stateDir, port, model }) {
  sayNarrowed(listenHost(process.env))
  const directory = process.env.LDAP_URL ? null : await startDemoDirectory(root, stateDir)
  const env = portalEnv({ stateDir, port, model }, directory)
  const announcement = { root, port, model, demo: directory !== null, url: env.NEXTAUTH_URL }
  const { ended, stop } = supervise({
    start: (deaths) => {
      const portal = startServer(root, env)
      void follow({ root, portal, env, again: deaths > 0, announcement })
      return portal
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const code = await ended
  directory?.child.kill('SIGTERM')
  if (code === 0) say('院内智询已停止。', 'Innerward has stopped.')
  process.exit(code)
}
