import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { readOwnCertificate, type OwnCertificate } from '@/lib/config/settings/own-certificate'
import type { Env } from '@/lib/config/env'

const WARNING_DAYS = 30

/** Whether the portal's own certificate is for the address that people type, and how long it holds. */
export function certificateFindings({ validTo, daysLeft, fits }: OwnCertificate, address: string): Finding[] {
  const day = validTo.toISOString().slice(0, 10)
  const { hostname } = new URL(address)
  const renew: [string, string] = [
    '请更换 TLS_CERT_FILE 与 TLS_KEY_FILE 的内容，然后 systemctl reload innerward，不必停机',
    'Renew the content of TLS_CERT_FILE and TLS_KEY_FILE, then systemctl reload innerward; nothing stops',
  ]
  const until: [string, string] = [
    `证书 ${day} 到期，剩 ${daysLeft} 天`,
    `the certificate ends on ${day}, in ${daysLeft} days`,
  ]
  return [
    daysLeft < WARNING_DAYS ? warn('tls', 'tls-end', until, renew) : ok('tls', 'tls-end', until),
    fits
      ? ok('tls', 'tls-name', [`证书适用于 ${hostname}`, `the certificate is for ${hostname}`])
      : fail(
          'tls',
          'tls-name',
          [
            `证书不是给 ${hostname} 的，浏览器会拒绝`,
            `the certificate is not for ${hostname}: browsers refuse it`,
          ],
          [
            '请让 NEXTAUTH_URL 使用证书中的名称，或重新签发含此名称的证书',
            'Use a name of the certificate in NEXTAUTH_URL, or have one made with this name',
          ],
        ),
  ]
}

/** The certificate of the portal itself; behind a proxy that holds it there is none here. */
export function checkTls({
  TLS_CERT_FILE,
  NEXTAUTH_URL,
}: Pick<Env, 'TLS_CERT_FILE' | 'NEXTAUTH_URL'>): Finding[] {
  if (TLS_CERT_FILE === undefined) {
    return NEXTAUTH_URL.startsWith('https:')
      ? [ok('tls', 'tls-end', ['证书由前置代理提供', 'a proxy in front holds the certificate'])]
      : []
  }
  try {
    return certificateFindings(readOwnCertificate(TLS_CERT_FILE, NEXTAUTH_URL), NEXTAUTH_URL)
  } catch {
    // What is wrong with the file is told by the settings.
    return []
  }
}
