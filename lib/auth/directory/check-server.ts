import 'server-only'
import { existsSync } from 'node:fs'
import type net from 'node:net'
import type { Client } from 'ldapts'
import { checkName, checkPort, checkTls } from '@/lib/auth/directory/check-network'
import { checkGroups, checkMapping, checkSearch } from '@/lib/auth/directory/check-person'
import { CheckRun, type Found } from '@/lib/auth/directory/check-step'
import { withServer, type OpenClient } from '@/lib/auth/directory/connect'
import type { CheckedStep } from '@/lib/auth/directory/contract'
import { bindService, hasServiceAccount } from '@/lib/auth/directory/open-client'
import { env, statePath } from '@/lib/config/env'

interface CheckOptions {
  /** A user name as typed, or null to check without a person. */
  username: string | null
  deadlineMs: number
}

const skipped = (reason: 'direct_mode' | 'no_person' | 'no_mapping') => (): Promise<Found> =>
  Promise.resolve({ state: 'skipped', reason })

async function checkBind(open: OpenClient): Promise<Found & { service: Client }> {
  const service = await open()
  await bindService(service)
  return { service, facts: [{ name: 'account', value: env().LDAP_BIND_DN ?? '' }] }
}

async function checkService(run: CheckRun, open: OpenClient, username: string | null): Promise<void> {
  if (!hasServiceAccount() && env().LDAP_BIND_MODE === 'direct') {
    for (const step of ['bind', 'search', 'groups', 'mapping'] as const) {
      await run.step(step, skipped('direct_mode'))
    }
    return
  }
  const { service } = await run.step('bind', () => checkBind(open))
  const found = await run.step('search', () => checkSearch(service, username))
  // Before the first start there is no database; to ask it would make one without its keys.
  if (!existsSync(statePath('innerward.db'))) {
    for (const step of ['groups', 'mapping'] as const) await run.step(step, skipped('no_mapping'))
    return
  }
  const { groupDns } = await run.step('groups', () => checkGroups(service, found, username !== null))
  await run.step(
    'mapping',
    username === null ? skipped('no_person') : () => checkMapping(found.person, groupDns),
  )
}

async function checkAll(
  run: CheckRun,
  server: URL,
  { open, sockets, username }: { open: OpenClient; sockets: Set<net.Socket>; username: string | null },
): Promise<void> {
  await run.step('resolve', () => checkName(server))
  await run.step('connect', () => checkPort(server, sockets))
  await run.step('tls', () => checkTls(server, sockets, open))
  await checkService(run, open, username)
}

/**
 * Does with one server, step by step, what a sign-in does, but for the person's own password, within the deadline. The
 * steps are always all there; never throws for a fault of the directory or its settings.
 */
export async function checkServer(
  server: URL,
  { username, deadlineMs }: CheckOptions,
): Promise<CheckedStep[]> {
  const run = new CheckRun()
  await withServer(server, { deadlineMs }, (open, sockets) =>
    checkAll(run, server, { open, sockets, username }),
  ).catch(() => undefined)
  return run.result()
}
