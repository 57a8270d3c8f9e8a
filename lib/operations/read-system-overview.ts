import 'server-only'
import { statSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import type { z } from 'zod'
import type { systemOverviewOutput } from '@/lib/operations/contract'
import { describeServers } from '@/lib/operations/directory/read-directory'
import { readProtection } from '@/lib/operations/read-protection'
import { directoryReachable } from '@/lib/auth/directory/directory-reachable'
import { env, statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { engine, gpuReport } from '@/lib/inference/generate'
import packageFile from '@/package.json'

const MIB = 1024 * 1024
const SYNCHRONOUS = ['OFF', 'NORMAL', 'FULL', 'EXTRA']

type Directory = z.infer<typeof systemOverviewOutput>['directory']

/** Asked first, so that the certificate of this very connection is among those seen. */
async function readDirectoryState(): Promise<Directory> {
  const { LDAP_URL, DEMO_DIRECTORY } = env()
  const reachable = await directoryReachable()
  const seen = describeServers().flatMap(({ address, certificate }) =>
    certificate ? [{ address, ...certificate }] : [],
  )
  const [first] = seen.sort((a, b) => a.daysLeft - b.daysLeft)
  return { url: LDAP_URL.join(', '), demo: DEMO_DIRECTORY, reachable, certificate: first ?? null }
}

/** Facts of the running installation: versions, memory, engine, directory, database. No secret among them. */
export async function readSystemOverview(): Promise<z.infer<typeof systemOverviewOutput>> {
  const client = await db()
  const [journal] = await client.$queryRaw<{ journal_mode: string }[]>`PRAGMA journal_mode`
  const [sync] = await client.$queryRaw<{ synchronous: number | bigint }[]>`PRAGMA synchronous`
  const engineStatus = engine().status()
  const mib = (bytes: number) => Math.round(bytes / MIB)
  return {
    version: packageFile.version,
    nodeVersion: process.version,
    uptimeSeconds: Math.round(process.uptime()),
    memory: {
      residentMiB: mib(process.memoryUsage.rss()),
      totalMiB: mib(totalmem()),
      freeMiB: mib(freemem()),
    },
    engine: engineStatus,
    gpu: await gpuReport(),
    directory: await readDirectoryState(),
    protection: readProtection(engineStatus.notices),
    database: {
      sizeMiB: Math.round((statSync(statePath('innerward.db')).size / MIB) * 10) / 10,
      journalMode: journal?.journal_mode ?? '',
      synchronous: SYNCHRONOUS[Number(sync?.synchronous ?? -1)] ?? '',
    },
  }
}
