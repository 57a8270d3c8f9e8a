import { spawn } from 'node:child_process'
import { listenHost } from '@/boot/listen-host'
import { followStart } from '@/boot/run/follow-start'
import { answers } from '@/boot/run/portal-health'
import { keepAlive, serviceManager } from '@/boot/run/service-manager'
import { startDemoDirectory } from '@/boot/run/start-demo-directory'
import { supervise, type PortalProcess } from '@/boot/run/supervise'
import { inheritedEnvironment, type Env } from '@/lib/config/env'
import { gpuLibraryPath } from '@/lib/inference/gpu/gpu-library-path'
import { poolSize } from '@/lib/inference/gpu/pool-size'
import type { ModelCheck } from '@/lib/inference/models/check-model'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { say } from '@/scripts/sentence.mjs'

/** A settled start: the settings, folders absolute, and the model that was found. */
export interface SettledStart {
  root: string
  settings: Env
  model: Pick<ModelCheck, 'name' | 'role' | 'files'>
  /** Serves pages as they are saved, under `npm run dev` alone. */
  dev?: boolean
}

/** Starts the server in a process group of its own, so that Ctrl-C reaches it once, through us. */
function startServer({ root, dev }: SettledStart, env: Readonly<Record<string, string>>): PortalProcess {
  return spawn(process.execPath, [...typeScriptFlags(root), dev ? 'boot/dev/serve.ts' : 'boot/serve.ts'], {
    cwd: root,
    env: { ...inheritedEnvironment(), ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
}

/** The address users type: the one that is set, else the one on this machine. */
const addressOf = (port: number): string =>
  inheritedEnvironment()['NEXTAUTH_URL'] || `http://localhost:${port}`

/** What the portal's process gets beside the environment of the start. */
function portalEnvironment({ root, settings, model, dev }: SettledStart): Record<string, string> {
  const inherited = inheritedEnvironment()
  const libraries = gpuLibraryPath(inherited, { stateDir: settings.STATE_DIR, root })
  const [first] = model.files
  return {
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    UV_THREADPOOL_SIZE: poolSize({ ...inherited, ...libraries }),
    ...libraries,
    STATE_DIR: settings.STATE_DIR,
    ...(first ? { MODEL_AT_START: first.path } : {}),
    PORT: String(settings.PORT),
    HOST: listenHost(settings).host,
    NEXTAUTH_URL: addressOf(settings.PORT),
  }
}

function sayNarrowed(settings: Env): void {
  if (!listenHost(settings).narrowed) return
  const { HOST = '' } = settings
  say(
    `未配置医院目录（LDAP_URL），演示账号的密码是公开的：忽略 HOST=${HOST}，只监听本机。`,
    `No hospital directory (LDAP_URL) is configured and the passwords of the demo accounts are public: HOST=${HOST} is ignored, the portal listens on this machine only.`,
  )
}

/** Starts the directory, if it is the demo one, and the portal; prints what to know; keeps it running and ends with it. */
export async function runPortal(start: SettledStart): Promise<never> {
  const { root, settings, model } = start
  sayNarrowed(settings)
  const directory = settings.LDAP_URL.length > 0 ? null : await startDemoDirectory(root, settings)
  const env = { ...portalEnvironment(start), ...directory?.settings }
  const where = {
    host: listenHost(settings).host,
    port: settings.PORT,
    tls: settings.TLS_CERT_FILE !== undefined,
  }
  const announcement = { settings, model, demo: directory !== null, url: addressOf(settings.PORT) }
  const manager = serviceManager(inheritedEnvironment())
  const alive = keepAlive(manager, () => answers(where))
  const { ended, stop, reload } = supervise({
    start: (deaths) => {
      const portal = startServer(start, env)
      alive.starting()
      void followStart({ portal, where, again: deaths > 0, announcement }).then((status) => {
        if (status !== 'starting') manager.tell('READY=1')
      })
      return portal
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  process.on('SIGHUP', reload)
  // The first stage is gone: nobody else would stop this process.
  process.on('disconnect', stop)
  const code = await ended
  manager.tell('STOPPING=1')
  directory?.child.kill('SIGTERM')
  if (code === 0) say('院内智询已停止。', 'Innerward has stopped.')
  process.exit(code)
}
