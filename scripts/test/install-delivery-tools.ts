import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inheritedEnvironment } from '@/lib/config/env'
import { say } from '@/scripts/sentence.mjs'

/** What makes a bare system and unpacks a bundle, each with its program. */
const TOOLS: Readonly<Record<string, string>> = { mmdebstrap: '/usr/bin/mmdebstrap', zstd: '/usr/bin/zstd' }

/** Installs what the proof of the offline bundle needs where that is possible; elsewhere the proof is skipped and says so. */
export function installDeliveryTools(): void {
  const missing = Object.entries(TOOLS).flatMap(([name, file]) => (existsSync(file) ? [] : [name]))
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say('正在安装离线包测试所需软件包…', 'Installing what the test of the offline bundle needs …')
  const env = { ...inheritedEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-qq', 'update'], { env })
  spawnSync('apt-get', ['-qq', 'install', '--yes', '--no-install-recommends', ...missing], { env })
}
