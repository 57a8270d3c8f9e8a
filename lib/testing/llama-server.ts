import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { freePort } from '@/lib/testing/free-port'
import { llamaBinaries } from '@/scripts/build-llama-server.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const READY_WITHIN_MS = 60_000

/** Why tests with a real llama-server cannot run here, or null when they can. */
export function llamaServerMissing(): string | null {
  return existsSync(llamaBinaries(ROOT).server)
    ? null
    : 'skipped because llama-server is not built; npm test builds it where cmake and a compiler are'
}

export interface LlamaServer {
  url: string
  /** Ends it as a crash would. */
  kill: () => Promise<void>
  /** Starts it again on the same port. */
  restart: () => Promise<void>
}

/** Runs llama.cpp's own server with the demo model on a free loopback port: two places, one thread. */
export async function startLlamaServer(options: readonly string[] = []): Promise<LlamaServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const launch = () =>
    spawn(
      llamaBinaries(ROOT).server,
      [
        ...['--model', DEMO_MODEL, '--host', '127.0.0.1', '--port', String(port)],
        ...['--ctx-size', '4096', '--parallel', '2', '--no-kv-unified', '--swa-full', '--special'],
        ...['--threads', '1', '--threads-batch', '1', ...options],
      ],
      { stdio: 'ignore' },
    )
  let server = launch()
  const ready = async () => {
    const deadline = Date.now() + READY_WITHIN_MS
    while (Date.now() < deadline && server.exitCode === null) {
      const answer = await fetch(`${url}/health`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('llama-server did not become ready')
  }
  await ready()
  return {
    url,
    kill: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
    restart: async () => {
      server = launch()
      await ready()
    },
  }
}
