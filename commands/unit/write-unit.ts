import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { networkNeeds, Unresolved, type NetworkNeed } from '@/commands/unit/network-needs'
import { unitText } from '@/commands/unit/unit-text'
import { trustedProxies } from '@/lib/config/client-address'
import type { Env } from '@/lib/config/env'
import { writeFileWhole } from '@/lib/shared/write-file-whole'
import { fail, say } from '@/scripts/sentence.mjs'

/** Where systemd looks for parts of the unit. */
export const UNIT_PART = '/etc/systemd/system/innerward.service.d/network.conf'

/** The networks of `--clients`. Ends with a sentence where one is none. */
function clientNetworks(text: string | undefined): string[] {
  try {
    trustedProxies(text)
  } catch (error) {
    const wrong = error instanceof Error ? error.message : ''
    fail(
      `--clients 应为地址或网段，以逗号分隔，例如 10.20.0.0/16：${wrong}`,
      `--clients must be addresses or networks, separated by commas, like 10.20.0.0/16: ${wrong}`,
      2,
    )
  }
  return (text ?? '').split(',').flatMap((part) => part.trim() || [])
}

async function needsOf(settings: Env, clients: readonly string[]): Promise<NetworkNeed[]> {
  try {
    return await networkNeeds(settings, clients)
  } catch (error) {
    if (!(error instanceof Unresolved)) throw error
    return fail(
      `未写入：本机解析不到 ${error.host}。请在院内 DNS 中登记，或核对 /etc/resolv.conf 与 /etc/hosts。`,
      `Nothing was written: this machine finds no address of ${error.host}. Enter it into the hospital's DNS, or check /etc/resolv.conf and /etc/hosts.`,
    )
  }
}

/** What systemd says against the text as a part of a service; null where it says nothing or is not here. */
function refusal(text: string): string | null {
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-unit-'))
  const service = path.join(dir, 'innerward-part.service')
  try {
    writeFileSync(service, `${text}ExecStart=/bin/true\n`)
    const { error, status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', service], {
      encoding: 'utf8',
    })
    const said = `${stdout}${stderr}`.trim()
    return error || (status === 0 && said === '') ? null : said
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/**
 * `innerward check --write-unit [--clients NETWORKS]`: writes which addresses the service may speak with, from the settings. Ends with
 * a sentence and changes nothing where a name has no address, systemd does not take the text, or the file cannot be written.
 */
export async function writeUnit(
  settings: Env,
  clients: string | undefined,
  target = UNIT_PART,
): Promise<void> {
  const needs = await needsOf(settings, clientNetworks(clients))
  const text = unitText(needs, new Date().toISOString())
  const said = refusal(text)
  if (said !== null) {
    fail(`未写入：systemd 不接受：${said}`, `Nothing was written: systemd does not take it: ${said}`)
  }
  try {
    mkdirSync(path.dirname(target), { recursive: true })
    // Nothing in it is secret, and `innerward check` reads it as the account of the service, whatever the umask here.
    chmodSync(path.dirname(target), 0o755)
    writeFileWhole(target, text, 0o644)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    fail(
      `无法写入 ${target}（${code}）。请以 root 运行：sudo innerward check --write-unit`,
      `${target} cannot be written (${code}). Run it as root: sudo innerward check --write-unit`,
    )
  }
  process.stdout.write(readFileSync(target, 'utf8'))
  say(
    `已写入 ${target}：此服务只能与上列地址通信。使其生效：systemctl daemon-reload && systemctl restart innerward`,
    `Written to ${target}: the service can speak with these addresses alone. To put it in force: systemctl daemon-reload && systemctl restart innerward`,
  )
  if (clients === undefined && settings.TRUSTED_PROXIES === '') {
    say(
      '用户的网段未指定，放行了全部院内私有网段。收窄：innerward check --write-unit --clients 10.20.0.0/16',
      'Nobody said where users come from: all private networks are allowed. To narrow it: innerward check --write-unit --clients 10.20.0.0/16',
    )
  }
}
