import http from 'node:http'
import https from 'node:https'
import type { ChildProcess } from 'node:child_process'
import { z } from 'zod'

/** How long a start may take. */
export const READY_WITHIN_MS = 170_000
const BETWEEN_MS = 150

const statusSchema = z.object({ status: z.enum(['ready', 'degraded', 'failed', 'starting']) })
export type PortalStatus = z.infer<typeof statusSchema>['status']

/** Where a portal listens, and whether by https. */
export interface ListeningPortal {
  host: string
  port: number
  tls: boolean
}

/** This machine's address for a portal that listens on all. */
const EVERY: Partial<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

function addressOf({ host: listening, port, tls }: ListeningPortal): string {
  const own = EVERY[listening] ?? listening
  const host = own.includes(':') ? `[${own}]` : own
  return `${tls ? 'https' : 'http'}://${host}:${port}/api/health`
}

/** The text of the health route; empty where nothing answers. The certificate cannot match the address asked. */
function healthText(where: ListeningPortal): Promise<string> {
  const get = where.tls ? https.get : http.get
  return new Promise((resolve) => {
    get(addressOf(where), { agent: false, rejectUnauthorized: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (text: string) => (body += text))
      answer.once('close', () => resolve(body))
    }).on('error', () => resolve(''))
  })
}

async function health(where: ListeningPortal): Promise<PortalStatus> {
  const text = await healthText(where)
  const told = statusSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null)
  return told.success ? told.data.status : 'starting'
}

/** Whether the portal answers at all, whatever it says. */
export const answers = async (where: ListeningPortal): Promise<boolean> => (await healthText(where)) !== ''

/** What became of a start: `ready`, `degraded`, `failed`, or `starting` where it ended, or is not done in three minutes. */
export async function untilReady(where: ListeningPortal, portal: ChildProcess): Promise<PortalStatus> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (portal.exitCode === null && portal.signalCode === null && Date.now() < deadline) {
    const status = await health(where)
    if (status !== 'starting') return status
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
  return 'starting'
}
