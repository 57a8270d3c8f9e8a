import { limitCores } from '@/scripts/close-machine.mjs'
import path from 'node:path'
import next from 'next'
import { claimState } from '@/boot/claim-state'
import { createListener } from '@/boot/serving/create-listener'
import { createServer } from '@/boot/serving/create-server'
import { endOnFault } from '@/boot/serving/end-on-fault'
import { quietNext } from '@/boot/serving/quiet-next'
import { logFault } from '@/boot/serving/log-fault'
import { reloadWhenAsked } from '@/boot/serving/reload'
import { orderlyStop, stopWhenAsked } from '@/boot/serving/stop-in-order'
import { ConfigurationError, env } from '@/lib/config/env'
import { WRONG_SETTINGS } from '@/scripts/sentence.mjs'

/** Ends the process; the orderly stop takes its place once there is something to stop. */
let stop: (code?: number) => unknown = (code) => process.exit(code)

/** Ends a process whose start failed: it would answer every page with an error and look alive. Never a value of a setting. */
function endFailedStart(error: unknown): never {
  const { name = 'Error', code } = error as { name?: string; code?: string }
  // Next's bundle has a class of its own of that name.
  const wrong = name === ConfigurationError.name
  const reason = wrong ? (error as Error).message : `${name}${code === undefined ? '' : ` ${code}`}`
  process.stderr.write(`\n无法启动：${reason}\nCannot start: ${reason}\n`)
  process.exit(wrong ? WRONG_SETTINGS : 1)
}

/** Brings Next and the portal up; Next begins the latter in prepare() and does not wait, instrumentation.ts tells its end. */
async function prepareApp(dev: boolean): Promise<ReturnType<typeof next>> {
  const { promise: started, resolve } = Promise.withResolvers<unknown>()
  Object.assign(globalThis, { [Symbol.for('innerward.start-ended')]: resolve })
  const { HOST = '127.0.0.1', PORT } = env()
  const app = next({ dev, dir: process.cwd(), hostname: HOST, port: PORT })
  await app.prepare()
  const failure = await started
  if (failure) throw failure as Error
  return app
}

async function serve(dev: boolean): Promise<void> {
  const { HOST = '127.0.0.1', PORT, STATE_DIR } = env()
  claimState(path.resolve(STATE_DIR))
  const app = await prepareApp(dev)
  const { listener, limits } = createListener(app.getRequestHandler())
  const { server, reload } = createServer(listener)
  limits.watch(server)
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.send?.({ failed: error.code })
    process.exit(1)
  })
  const inOrder = orderlyStop(server)
  stop = inOrder
  stopWhenAsked(inOrder)
  reloadWhenAsked(reload)
  server.listen(PORT, HOST, () => process.send?.({ listening: true }))
}

/**
 * Serves the portal in this process until it is told to stop: Next behind a server of our own, which knows whose address
 * counts, refuses what no page needs, and ends running answers before it stops. With `dev`, pages follow their sources.
 * Ends the process with 78 where a setting is wrong, 1 where the start fails otherwise.
 */
export async function servePortal({ dev }: { dev: boolean }): Promise<void> {
  endOnFault({ log: logFault, stop: (code) => stop(code) })
  // Until there is something to reload, a signal to do so must not end the process.
  process.on('SIGHUP', () => undefined)
  limitCores()
  if (!dev) quietNext()
  await serve(dev).catch(endFailedStart)
}
