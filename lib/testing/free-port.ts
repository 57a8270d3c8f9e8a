import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'

const LOWEST = 12_000
/** Ports that each process tries before those of the next begin. */
const STRIDE = 20
/** Where the kernel begins to hand out ports by itself; those may be taken between a look and the use. */
const firstEphemeral = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/)[0])
const count = Math.max(firstEphemeral, LOWEST + 1000) - LOWEST
let next = (process.pid * STRIDE) % count

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer()
  const bound = once(server.listen(port, '127.0.0.1'), 'listening').then(
    () => true,
    () => false,
  )
  if (!(await bound)) return false
  server.close()
  await once(server, 'close')
  return true
}

/** A loopback port that nobody uses, that the kernel gives to nobody else, and that this process gets once only. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries += 1) {
    const port = LOWEST + next
    next = (next + 1) % count
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${LOWEST} to ${LOWEST + count} is free`)
}
