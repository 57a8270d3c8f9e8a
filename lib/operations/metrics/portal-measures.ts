import 'server-only'
import { existsSync, statfsSync, statSync } from 'node:fs'
import { mirrorState } from '@/lib/audit/mirror'
import { trailFault } from '@/lib/audit/watch-trail'
import { seenCertificate } from '@/lib/auth/directory/certificate'
import { lastDirectoryAnswer } from '@/lib/auth/directory/directory-answers'
import { addressOf, configuredServers } from '@/lib/auth/directory/servers'
import { env, statePath } from '@/lib/config/env'
import { readOwnCertificate } from '@/lib/config/settings/own-certificate'
import { db } from '@/lib/db/client'
import { by, measure, plain } from '@/lib/metrics/registry'
import { readParts } from '@/lib/operations/health/read-parts'
import { readPrivacy } from '@/lib/operations/read-privacy'
import packageFile from '@/package.json' with { type: 'json' }

type Certificates = (readonly [{ kind: string; server: string }, number])[]

function ownCertificate(): Certificates {
  const { TLS_CERT_FILE, NEXTAUTH_URL } = env()
  if (TLS_CERT_FILE === undefined) return []
  try {
    const { validTo } = readOwnCertificate(TLS_CERT_FILE, NEXTAUTH_URL)
    return [[{ kind: 'own', server: '' }, validTo.getTime() / 1000]]
  } catch {
    return []
  }
}

const directoryCertificates = (): Certificates =>
  configuredServers().flatMap((url) => {
    const server = addressOf(url)
    const seen = seenCertificate(server)
    return seen ? [[{ kind: 'directory', server }, seen.validTo.getTime() / 1000] as const] : []
  })

function freeBytes(): Record<string, number> {
  const { BACKUP_DIR } = env()
  const folders = { state: statePath(), ...(BACKUP_DIR === undefined ? {} : { backup: BACKUP_DIR }) }
  return Object.fromEntries(
    Object.entries(folders)
      .filter(([, folder]) => existsSync(/* turbopackIgnore: true */ folder))
      .map(([name, folder]) => {
        const { bavail, bsize } = statfsSync(/* turbopackIgnore: true */ folder)
        return [name, bavail * bsize]
      }),
  )
}

const databaseBytes = (): number => {
  const file = statePath('innerward.db')
  return existsSync(file) ? statSync(file).size : 0
}

async function newestRecord(): Promise<number> {
  const newest = await (await db()).auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return newest?.id ?? 0
}

/** What of a reading is known; a database that does not answer must not cost the scrape of everything else. */
async function orNothing<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  return read().catch(() => [])
}

function declareParts(): void {
  measure({
    name: 'innerward_build_info',
    help: 'The version that runs; always 1.',
    labels: ['version', 'node'],
    read: () => Promise.resolve([[{ version: packageFile.version, node: process.version }, 1]] as const),
  })
  measure({
    name: 'innerward_part_up',
    help: 'Whether a part of the portal is well.',
    labels: ['part'],
    read: async () =>
      (await readParts()).map(({ part, state }) => [{ part }, state === 'ok' ? 1 : 0] as const),
  })
  measure({
    name: 'innerward_directory_up',
    help: 'Whether the directory answers.',
    read: async () => plain((await lastDirectoryAnswer()).up ? 1 : 0),
  })
  measure({
    name: 'innerward_directory_answer_seconds',
    help: 'How long the directory took to answer the last time.',
    read: async () => plain((await lastDirectoryAnswer()).took),
  })
  measure({
    name: 'innerward_certificate_not_after_timestamp_seconds',
    help: 'When certificates end.',
    labels: ['kind', 'server'],
    read: () => Promise.resolve([...ownCertificate(), ...directoryCertificates()]),
  })
}

function declareStores(): void {
  measure({
    name: 'innerward_disk_free_bytes',
    help: 'Free bytes where state and backups lie.',
    labels: ['folder'],
    read: () => Promise.resolve(by('folder', freeBytes())),
  })
  measure({
    name: 'innerward_database_bytes',
    help: 'Size of the database.',
    read: () => Promise.resolve(plain(databaseBytes())),
  })
  measure({
    name: 'innerward_audit_records',
    help: 'Number of the newest record of the trail.',
    read: () => orNothing(async () => plain(await newestRecord())),
  })
  measure({
    name: 'innerward_audit_trail_fault',
    help: 'Whether the trail cannot be relied on.',
    read: () => Promise.resolve(plain(trailFault() ? 1 : 0)),
  })
  measure({
    name: 'innerward_audit_mirror_behind',
    help: 'Records that the mirror lacks.',
    read: () => orNothing(async () => plain((await mirrorState()).behind)),
  })
  measure({
    name: 'innerward_sessions',
    help: 'Open sessions.',
    read: () => orNothing(async () => plain(await (await db()).session.count({ where: { endedAt: null } }))),
  })
  measure({
    name: 'innerward_outbound_connections',
    help: 'Connections of this process to other machines that are neither directory nor inference server.',
    read: async () => plain((await readPrivacy()).outboundConnections),
  })
}

/** Directory, disk, trail, certificates, sessions and the parts of health. */
export function declarePortalMeasures(): void {
  declareParts()
  declareStores()
}
