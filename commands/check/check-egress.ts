import { readFileSync } from 'node:fs'
import { ok, warn, type Finding } from '@/commands/check/finding'

/** Whether a table of routes (/proc/net/route) leads out of the machine's own networks. */
export function hasDefaultRoute(table: string): boolean {
  return table
    .split('\n')
    .slice(1)
    .some((line) => {
      const [, destination, gateway, flags = '0'] = line.trim().split(/\s+/)
      const up = (parseInt(flags, 16) & 1) === 1
      return destination === '00000000' && gateway !== '00000000' && up
    })
}

/** The names of the proxies that programs of this account would use. */
const PROXIES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']

/** What could let a program out of the hospital. Nothing is sent: only what the kernel and the environment say is read. */
export function egressFindings(
  routes: string,
  environment: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const proxies = PROXIES.filter((name) => environment[name])
  const findings = [
    hasDefaultRoute(routes)
      ? warn(
          'egress',
          'egress-route',
          [
            '本机有默认路由，可能通向院外',
            'this machine has a default route, which may lead out of the hospital',
          ],
          [
            '请用防火墙限制，或 sudo innerward check --write-unit（systemd 只放行所需地址），并以 innerward prove-egress 证明本系统不向外发送',
            'Restrict it by firewall, or by sudo innerward check --write-unit (systemd lets through what is needed alone), and prove with innerward prove-egress that nothing leaves',
          ],
        )
      : ok('egress', 'egress-route', ['本机没有默认路由', 'this machine has no default route']),
  ]
  if (proxies.length > 0) {
    const list = proxies.join(', ')
    findings.push(
      warn(
        'egress',
        'egress-proxy',
        [`环境中设有代理：${list}`, `proxies are set in the environment: ${list}`],
        ['取得模型后请去掉', 'Take them away once the model is there'],
      ),
    )
  }
  return findings
}

/** What of this machine could let a program out. */
export const checkEgress = (environment: Readonly<Record<string, string | undefined>>): Finding[] =>
  egressFindings(readFileSync('/proc/net/route', 'utf8'), environment)
