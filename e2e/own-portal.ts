import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { request, type APIRequestContext } from '@playwright/test'
import { DEMO_MODEL } from '../lib/testing/demo-model'
import { until } from '../lib/testing/wait'
import { PORT, ROOT, STATES } from './places'

/** A second portal with a state folder of its own, for tests that stop, kill or misconfigure it. */
export class OwnPortal {
  readonly stateDir: string
  readonly baseURL: string
  #process: ChildProcess | null = null

  constructor(name: string, portOffset: number, states: string = STATES) {
    this.stateDir = path.join(states, name)
    this.baseURL = `http://localhost:${PORT + portOffset}`
    rmSync(this.stateDir, { recursive: true, force: true })
    mkdirSync(this.stateDir, { recursive: true, mode: 0o700 })
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`${this.baseURL}/api/health`).catch(() => null)
    if (answer?.ok !== true) return false
    // A portal whose directory is down is as ready as it will be.
    return ['ready', 'degraded'].includes(((await answer.json()) as { status: string }).status)
  }

  /** Starts the portal, after a command of its shell, and waits until it can answer questions or until `ready` says so. */
  async start(
    env: Readonly<Record<string, string>> = {},
    { ready = () => this.#isReady(), before = ':' }: { ready?: () => Promise<boolean>; before?: string } = {},
  ): Promise<void> {
    const { port } = new URL(this.baseURL)
    const own = {
      PORT: port,
      STATE_DIR: this.stateDir,
      MODEL_PATH: DEMO_MODEL,
      EVALUATION_MODEL: 'off',
      CPU_THREADS: '1',
      ...env,
    }
    const started = spawn('bash', ['-c', `${before}; exec node scripts/start.mjs`], {
      cwd: ROOT,
      env: { ...process.env, ...own },
      stdio: 'ignore',
    })
    this.#process = started
    await until(`the portal at ${this.baseURL} to be ready`, () => {
      if (started.exitCode !== null) throw new Error(`the portal ended with ${started.exitCode}`)
      return ready()
    })
  }

  /** A browserless visitor with a cookie jar of its own. */
  visitor(): Promise<APIRequestContext> {
    return request.newContext({ baseURL: this.baseURL })
  }

  /** Sends a signal to the start script, which hands it on, and returns the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const running = this.#process
    if (running === null || running.exitCode !== null) return running?.exitCode ?? null
    const gone = once(running, 'exit') as Promise<[number | null]>
    running.kill(signal)
    const [code] = await gone
    return code
  }

  #starter(): ChildProcess & { pid: number } {
    const running = this.#process
    if (running?.pid === undefined) throw new Error('the portal is not running')
    return running as ChildProcess & { pid: number }
  }

  /** The id of the process that serves, which the second stage of the start started. */
  serverPid(): number {
    const child = (of: number, program: string): number =>
      Number(execFileSync('pgrep', ['-P', String(of), '-f', program], { encoding: 'utf8' }).trim())
    return child(child(this.#starter().pid, 'boot/start.ts'), 'boot/serve.ts')
  }

  /** Ends the server process itself by a signal, and the start script before it starts it again. */
  async killServer(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const running = this.#starter()
    const gone = once(running, 'exit')
    process.kill(this.serverPid(), signal)
    running.kill('SIGTERM')
    await gone
  }
}
