import type { IncomingHttpHeaders } from 'node:http'
import type { BlockList, Socket } from 'node:net'
import { isTrusted } from '@/lib/config/client-address'

let told = false

/** Says once that a proxy speaks to the portal which nobody has named: limits and trail see one address then. */
export function tellOfProxy(
  { remoteAddress = 'unknown' }: Socket,
  headers: IncomingHttpHeaders,
  proxies: BlockList | null,
): void {
  const forwarded = headers.forwarded ?? headers['x-forwarded-for']
  if (told || forwarded === undefined || isTrusted(remoteAddress, proxies)) return
  told = true
  process.stderr.write(
    `${remoteAddress} 转发了请求，但未列入 TRUSTED_PROXIES：登录限制与审计把它后面的所有人视为同一地址。见 README「反向代理」。\n` +
      `${remoteAddress} forwards requests but is not in TRUSTED_PROXIES: limits and the audit trail take everybody behind it for one address. See README.\n`,
  )
}
