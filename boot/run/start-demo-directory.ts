import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import directory from '@/lib/auth/demo-people.json'
import { inheritedEnvironment, type Env } from '@/lib/config/env'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { giveUp } from '@/scripts/sentence.mjs'

/** A loopback port nobody uses right now. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** The demo directory's process, and the settings that point the portal to it. */
export interface DemoDirectory {
  child: ChildProcess
  settings: Record<string, string>
}

/** Runs the demo directory on loopback. It ends when its stdin closes. Gives up where it cannot be started. */
export async function startDemoDirectory(
  root: string,
  { STATE_DIR, DEMO_DIRECTORY_PORT }: Pick<Env, 'STATE_DIR' | 'DEMO_DIRECTORY_PORT'>,
): Promise<DemoDirectory> {
  const passwordFile = path.join(STATE_DIR, 'secrets', 'demo-bind-password')
  const password = randomBytes(24).toString('hex')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  const port = DEMO_DIRECTORY_PORT ?? (await freePort())
  const child = spawn(process.execPath, [...typeScriptFlags(root), 'boot/demo-directory.ts'], {
    cwd: root,
    env: {
      ...inheritedEnvironment(),
      DEMO_BIND_PASSWORD: password,
      DEMO_DIRECTORY_PORT: String(port),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const ready = await new Promise<boolean>((resolve) => {
    child.stdout.once('data', () => resolve(true))
    child.once('exit', () => resolve(false))
  })
  if (!ready) {
    giveUp(
      '演示目录无法启动。请重新安装依赖后重试。',
      'The demo directory could not be started. Install the packages again and retry.',
    )
  }
  const settings = {
    LDAP_URL: `ldap://127.0.0.1:${port}`,
    LDAP_BASE_DN: directory.baseDn,
    LDAP_BIND_DN: directory.serviceDn,
    LDAP_BIND_PASSWORD_FILE: passwordFile,
    DIRECTORY_SEED_FILE: path.join(root, 'prisma', 'demo-directory-seed.json'),
    DEMO_DIRECTORY: 'on',
  }
  return { child, settings }
}
