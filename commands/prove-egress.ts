import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { asTyped } from '@/commands/callers-folder'
import { ROOT } from '@/commands/require-state'
import { environmentOf } from '@/lib/config/env'
import { fail, say } from '@/scripts/sentence.mjs'
import packageFile from '@/package.json' with { type: 'json' }

/**
 * `innerward prove-egress [--report FILE.json]`: starts this installation a second time, with a state of its own and the demo
 * directory, in a network namespace that holds this machine alone; signs in, asks, audits and administers; counts every packet
 * that wants to leave. Two packets sent on purpose show that the count counts. Neither the running portal nor its state is
 * touched. Needs root, util-linux and nftables.
 */
const countedSchema = z.object({
  visited: z.int(),
  portal: z.int(),
  tcpControl: z.int(),
  dnsControl: z.int(),
})
/** Enough answers for every part of the portal to have worked. */
const LEAST_VISITED = 15
const PORT = '6999'

function reportFile(): string | null {
  try {
    const { values } = parseArgs({ options: { report: { type: 'string' } } })
    return values.report === undefined ? null : asTyped(values.report)
  } catch {
    return fail(
      '用法：innerward prove-egress [--report 文件.json]',
      'Usage: innerward prove-egress [--report FILE.json]',
      2,
    )
  }
}

function requireTools(): void {
  const rules = 'ip link set lo up && nft add table inet probe'
  if (spawnSync('unshare', ['--net', '--mount', 'sh', '-c', rules], { stdio: 'ignore' }).status === 0) return
  fail(
    '需要 root 权限，以及 util-linux、iproute2 与 nftables（Debian：apt install iproute2 nftables）；容器内请在宿主机上运行。',
    'Root is needed, with util-linux, iproute2 and nftables (Debian: apt install iproute2 nftables); not inside a container.',
  )
}

const report = reportFile()
requireTools()
const state = mkdtempSync(path.join(tmpdir(), 'innerward-egress-'))
process.once('exit', () => rmSync(state, { recursive: true, force: true }))
say(
  '正在无网络的命名空间中启动、登录、提问、审计（约一分钟）…',
  'Starting, signing in, asking and auditing in a namespace without a network (about a minute) …',
)
// Nothing of the hospital's settings: its directory could not be reached there.
const env: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  ...environmentOf(['PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'MODEL_PATH']),
  INNERWARD_ENV_FILE: '/dev/null',
  EVALUATION_MODEL: 'off',
}
const { stdout } = spawnSync(
  'unshare',
  ['--net', '--mount', 'bash', 'commands/prove-egress.sh', state, PORT, process.execPath],
  {
    cwd: ROOT,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const read = countedSchema.safeParse(stdout.trim().startsWith('{') ? JSON.parse(stdout) : null)
if (!read.success) {
  fail('没有得到结果，原因见上。', 'There is no result; the reason is above.')
}
const { visited, portal, tcpControl, dnsControl } = read.data
const counts = tcpControl > 0 && dnsControl > 0 && visited >= LEAST_VISITED
const proven = counts && portal === 0
const result = { version: packageFile.version, at: new Date().toISOString(), proven, ...read.data }
if (report !== null) writeFileSync(report, `${JSON.stringify(result, null, 2)}\n`)
say(
  `本系统回答了 ${visited} 次请求，向外的数据包 ${portal} 个；对照（有意外发）：TCP ${tcpControl} 个，DNS ${dnsControl} 个。`,
  `The portal answered ${visited} requests; ${portal} packets wanted to leave. Controls, sent on purpose: ${tcpControl} TCP, ${dnsControl} DNS.`,
)
if (!proven) {
  fail(
    counts ? '有数据包要离开本机。' : '对照没有被数到，因此不能证明。',
    counts ? 'Packets wanted to leave.' : 'The controls were not counted, so nothing is proven.',
  )
}
say('✓ 得到证明：没有数据离开本机。', '✓ Proven: nothing left this machine.')
