import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { freePort } from '@/lib/testing/free-port'
import { until } from '@/lib/testing/wait'
import { llamaBinaries } from '@/lib/testing/build-llama-server'

const ROOT = path.resolve(import.meta.dirname, '../..')

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
  /** Starts it again on the same port where it has ended. */
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
    const answers = async () => {
      if (server.exitCode !== null) throw new Error(`llama-server ended with ${server.exitCode}`)
      return (await fetch(`${url}/health`).catch(() => null))?.status
    }
    await until('llama-server to be ready', answers, (status) => status === 200)
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
      if (server.exitCode === null && server.signalCode === null) return
      server = launch()
      await ready()
    },
  }
}
