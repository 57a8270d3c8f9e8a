import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inheritedEnvironment } from '@/lib/config/env'
import { giveUp, say } from '@/scripts/sentence.mjs'

/** Debian packages of the tests, each with a file that shows it is there. */
const DEBIAN: Readonly<Record<string, string>> = {
  'chromium-headless-shell': '/usr/bin/chromium-headless-shell',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  slapd: '/usr/sbin/slapd',
  'ldap-utils': '/usr/bin/ldapsearch',
  openssl: '/usr/bin/openssl',
  nftables: '/usr/sbin/nft',
  iproute2: '/usr/sbin/ip',
  strace: '/usr/bin/strace',
  'util-linux': '/usr/bin/unshare',
  cmake: '/usr/bin/cmake',
  'g++': '/usr/bin/g++',
  git: '/usr/bin/git',
}

/** Installs the system packages that are missing; gives up with their names where it may not. */
export function installDebianPackages(): void {
  const missing = Object.entries(DEBIAN).flatMap(([name, file]) => (existsSync(file) ? [] : [name]))
  if (missing.length === 0) return
  const list = missing.join(' ')
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    giveUp(
      `测试需要这些系统软件包：${list}。请以 root 安装后重试：apt-get install ${list}`,
      `The tests need these system packages: ${list}. Install them as root and try again: apt-get install ${list}`,
    )
  }
  say(`正在安装系统软件包：${list}`, `Installing system packages: ${list}`)
  const env = { ...inheritedEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' })
  apt('update')
  const installed = apt('install', '--yes', '--no-install-recommends', ...missing)
  if (installed.status !== 0) {
    giveUp(`系统软件包安装失败：${list}。`, `These system packages could not be installed: ${list}.`)
  }
}
