import 'server-only'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { ResultCodeError } from 'ldapts'
import { CERTIFICATE_WARNING_DAYS, daysLeft, noteCertificate } from '@/lib/auth/directory/certificate'
import { CheckFailure, type Found } from '@/lib/auth/directory/check-step'
import type { OpenClient } from '@/lib/auth/directory/connect'
import type { CheckFact } from '@/lib/auth/directory/contract'
import { CONNECT_MS, tlsOptions } from '@/lib/auth/directory/open-client'
import { addressOf, isClearElsewhere } from '@/lib/auth/directory/servers'
import { env } from '@/lib/config/env'

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')
const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'ldaps:' ? 636 : 389))

/** The addresses of the server's name. */
export async function checkName(server: URL): Promise<Found> {
  const found = await lookup(hostOf(server), { all: true })
  return { facts: found.map(({ address }) => ({ name: 'address', value: address })) }
}

/** Whether the server's port takes a connection in time. */
export async function checkPort(server: URL, sockets: Set<net.Socket>): Promise<Found> {
  const socket = net.connect(portOf(server), hostOf(server))
  sockets.add(socket)
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new CheckFailure('timeout')))
  await once(socket, 'connect')
  const value = `${socket.remoteAddress ?? ''}:${portOf(server)}`
  socket.destroy()
  return { facts: [{ name: 'address', value }] }
}

/** A TLS connection that is authorised, as a sign-in makes it. */
async function secureSocket(
  server: URL,
  sockets: Set<net.Socket>,
  open: OpenClient,
): Promise<tls.TLSSocket | undefined> {
  if (server.protocol === 'ldaps:') {
    const socket = tls.connect(portOf(server), hostOf(server), tlsOptions(server))
    sockets.add(socket)
    await once(socket, 'secureConnect')
    return socket
  }
  await open().catch((error: unknown) => {
    throw error instanceof ResultCodeError ? new CheckFailure('starttls') : error
  })
  return [...sockets].findLast((socket) => socket instanceof tls.TLSSocket)
}

/** Whether the connection is encrypted with a certificate of the server's name and of a known authority, and how long still. */
export async function checkTls(server: URL, sockets: Set<net.Socket>, open: OpenClient): Promise<Found> {
  if (isClearElsewhere(server)) throw new CheckFailure('plain_refused')
  if (server.protocol === 'ldap:' && !env().LDAP_STARTTLS) {
    return { state: 'skipped', reason: 'plain_loopback' }
  }
  const socket = await secureSocket(server, sockets, open)
  if (!socket) throw new CheckFailure('tls_failed')
  const { protocol, names, issuer, validTo } = noteCertificate(addressOf(server), socket)
  const days = daysLeft(validTo, new Date())
  const facts: CheckFact[] = [
    { name: 'protocol', value: protocol },
    { name: 'names', value: names.join(', ') },
    { name: 'issuer', value: issuer },
    { name: 'validTo', value: validTo.toISOString() },
    { name: 'daysLeft', value: String(days) },
  ]
  return days < CERTIFICATE_WARNING_DAYS ? { state: 'warning', reason: 'expires_soon', facts } : { facts }
}
