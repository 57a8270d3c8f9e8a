import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IMAGE_UID, type imageConfig } from '@/deploy/image/image-config'
import { makeImage } from '@/deploy/image/make-image'
import { whyNoBareRoot } from '@/deploy/proof/bare-root'
import { mustRun, ownRoom, PROOF_MS } from '@/deploy/proof/own-room'

/** `npm run test:delivery`: the image as a container program would run it, made of the same namespaces. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const reason =
  process.env['DELIVERY'] === 'image' ? whyNoBareRoot(ROOT) : 'it is a part of npm run test:delivery'
if (reason) process.stdout.write(`deploy/proof/image: skipped because ${reason}\n`)

let room: ReturnType<typeof ownRoom> | null = null
beforeAll(() => {
  if (reason === null) room = ownRoom()
})
afterAll(() => room?.remove())

type Config = ReturnType<typeof imageConfig>
interface Manifest {
  Config: string
  RepoTags: string[]
  Layers: string[]
}

test.skipIf(reason !== null)(
  'the image answers with a read-only root, its own account and no network',
  { timeout: PROOF_MS },
  async () => {
    const out = room?.folder ?? ''
    const { file, tag } = await makeImage({
      root: ROOT,
      out,
      version: '0.2.0',
      builtAt: new Date().toISOString(),
      commit: null,
      releaseKey: null,
    })
    const [image, system, state] = ['image', 'system', 'state'].map((name) => path.join(out, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [image, system, state]) mkdirSync(folder)
    mustRun('tar', '-xf', file, '-C', image)
    const [manifest] = JSON.parse(readFileSync(path.join(image, 'manifest.json'), 'utf8')) as [Manifest]
    const { config } = JSON.parse(readFileSync(path.join(image, manifest.Config), 'utf8')) as Config
    expect(manifest.RepoTags).toEqual([tag])
    for (const layer of manifest.Layers) mustRun('tar', '-xpf', path.join(image, layer), '-C', system)
    mustRun('chown', `${IMAGE_UID}:${IMAGE_UID}`, state)
    if (spawnSync('skopeo', ['--version']).status === 0) {
      expect(mustRun('skopeo', 'inspect', `docker-archive:${file}`)).toContain('"Architecture": "amd64"')
    }
    const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', 'bash']
    const line = [
      ...[system, state, path.join(ROOT, 'commands/visit-portal.mjs'), config.User, ...config.Env, '--'],
      ...[...config.Entrypoint, ...config.Cmd],
    ]
    const told: unknown = JSON.parse(
      mustRun('unshare', ...namespaces, path.join(import.meta.dirname, 'in-image.sh'), ...line),
    )
    expect(told).toEqual({
      visited: expect.any(Number) as number,
      healthy: 0,
      writes: 1,
      uid: IMAGE_UID,
      code: 0,
      packets: 0,
    })
  },
)
