import 'server-only'
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'

/** Whether an address belongs to this machine; asked with a datagram socket, which nothing can connect to. */
function isOwn(host: string): Promise<boolean> {
  const probe = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  return new Promise((resolve) => {
    probe.once('error', () => {
      probe.close()
      resolve(false)
    })
    probe.bind(0, host, () => probe.close(() => resolve(true)))
  })
}

/** A HOST that is no address of this machine, with those it has. */
export async function hostFaults({ HOST }: GivenSettings): Promise<SettingFault[]> {
  if (HOST === undefined || (await isOwn(HOST))) return []
  const own = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? [])
  const list = ['0.0.0.0', ...own].join(', ')
  return [
    faultOf('HOST', [`不是本机的地址。可选：${list}`, `is no address of this machine. There are: ${list}`]),
  ]
}
