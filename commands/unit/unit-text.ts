import type { NetworkNeed } from '@/commands/unit/network-needs'

const REASONS: Record<NetworkNeed['what'], string> = {
  directory: '医院目录 directory',
  engine: '推理服务器 inference server',
  names: '域名解析 names',
  clients: '用户、代理与监控 users, proxies and monitoring',
}

/**
 * The part of the systemd unit that lets the service speak with these addresses and no others (systemd.resource-control(5)); it takes
 * the place of the wider list of the unit itself.
 */
export function unitText(needs: readonly NetworkNeed[], writtenAt: string): string {
  const lines = needs.flatMap(({ what, name, addresses }) => [
    `# ${REASONS[what]} ${name}`.trimEnd(),
    ...addresses.map((address) => `IPAddressAllow=${address}`),
  ])
  return [
    `# innerward check --write-unit, ${writtenAt}. 目录、推理服务器或 DNS 的地址变更后请重新生成。`,
    '# Write it again when an address of the directory, of an inference server or of DNS changes.',
    '[Service]',
    'IPAddressDeny=any',
    '# An empty value takes back what the unit allows.',
    'IPAddressAllow=',
    'IPAddressAllow=localhost',
    ...lines,
    '',
  ].join('\n')
}

/** The addresses and networks that such a part allows, without this machine's own. */
export const allowedBy = (text: string): string[] =>
  [...text.matchAll(/^IPAddressAllow=(\S+)$/gm)].flatMap(([, address = '']) =>
    address === 'localhost' ? [] : [address],
  )
