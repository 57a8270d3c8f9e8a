import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { inheritedEnvironment } from '@/lib/config/env'
import { say } from '@/scripts/sentence.mjs'

/** Parts of the domain controller that the Active Directory tests run: the server, and what a domain is made from. */
const PARTS = ['/usr/sbin/samba', '/usr/share/samba/setup/provision.ldif']
/** Package names of Debian 12 and later, then those of Ubuntu 22.04. */
const PACKAGES = [
  ['samba-ad-dc', 'samba-ad-provision'],
  ['samba', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'],
]
const SERVICES = ['smbd', 'nmbd', 'winbind', 'samba-ad-dc']
/** What Debian's package scripts ask before they start a service; 101 forbids it. */
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * Installs Samba for the Active Directory tests where that is possible; elsewhere those tests are skipped and say so. The
 * packages' own services are neither started nor left enabled: the tests run theirs in a network namespace.
 */
export function installSamba(): void {
  if (PARTS.every((file) => existsSync(file))) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say('正在安装 Samba（用于 Active Directory 测试）…', 'Installing Samba for the Active Directory tests …')
  const env = { ...inheritedEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' })
  const ownPolicy = !existsSync(POLICY)
  if (ownPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt('update')
    for (const packages of PACKAGES) {
      if (apt('install', '--yes', '--no-install-recommends', ...packages).status === 0) break
    }
    spawnSync('systemctl', ['--quiet', 'disable', ...SERVICES])
  } finally {
    if (ownPolicy) rmSync(POLICY)
  }
}
