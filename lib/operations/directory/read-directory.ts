import 'server-only'
import type { z } from 'zod'
import type { directoryOutput } from '@/lib/operations/directory/contract'
import { CERTIFICATE_WARNING_DAYS, daysLeft, seenCertificate } from '@/lib/auth/directory/certificate'
import { addressOf, configuredServers } from '@/lib/auth/directory/servers'
import { env } from '@/lib/config/env'

type Server = z.infer<typeof directoryOutput>['servers'][number]

/** The certificate last seen of a server, with the days it has left. */
function describeCertificate(address: string): Server['certificate'] {
  const seen = seenCertificate(address)
  if (!seen) return null
  const { names, issuer, validTo } = seen
  const days = daysLeft(validTo, new Date())
  return {
    names,
    issuer,
    validTo: validTo.toISOString(),
    daysLeft: days,
    endsSoon: days < CERTIFICATE_WARNING_DAYS,
  }
}

/** The directory servers of the configuration, with what is known of their certificates. */
export function describeServers(): Server[] {
  return configuredServers().map((url) => {
    const address = addressOf(url)
    const plain = env().LDAP_STARTTLS ? 'starttls' : 'none'
    const encryption = url.protocol === 'ldaps:' ? 'ldaps' : plain
    return { address, encryption, certificate: describeCertificate(address) }
  })
}

/** How the portal reaches the directory, without any secret. */
export function readDirectory(): z.infer<typeof directoryOutput> {
  const settings = env()
  return {
    demo: settings.DEMO_DIRECTORY,
    servers: describeServers(),
    bindMode: settings.LDAP_BIND_MODE,
    bindTemplate: settings.LDAP_BIND_TEMPLATE ?? null,
    serviceAccount: settings.LDAP_BIND_DN ?? null,
    baseDn: settings.LDAP_BASE_DN ?? '',
    userFilter: settings.LDAP_USER_FILTER,
    nestedGroups: settings.LDAP_NESTED_GROUPS,
    attributes: {
      id: settings.LDAP_ID_ATTRIBUTE,
      username: settings.LDAP_USERNAME_ATTRIBUTE,
      name: settings.LDAP_NAME_ATTRIBUTE,
      group: settings.LDAP_GROUP_ATTRIBUTE,
      department: settings.LDAP_DEPARTMENT_ATTRIBUTE ?? null,
    },
  }
}
