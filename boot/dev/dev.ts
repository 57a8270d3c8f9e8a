import { shared } from '@/scripts/close-machine.mjs'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleReader } from '@/boot/build/bundle-reader'
import { generateClient } from '@/boot/build/generate-client'
import { runPortal } from '@/boot/run/run-portal'
import { settle } from '@/boot/settle/settle'
import { inheritedEnvironment } from '@/lib/config/env'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { startWritingServer } from '@/lib/testing/writing-server'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { giveUp, say, WRONG_SETTINGS } from '@/scripts/sentence.mjs'

/**
 * `npm run dev`: the portal with pages that follow their sources, the demo directory, a year of made-up usage, and an invented
 * answer in place of a model's, on loopback alone. Its state is `var/dev`. `DEV_TOKENS_PER_SECOND` sets how fast it is
 * written; with `DEV_ENGINE=real` the bundled model answers. No portal of a hospital starts here.
 */
const root = path.resolve(import.meta.dirname, '../..')
const DEFAULT_PACE = 40
const given = inheritedEnvironment()

if (given['LDAP_URL']) {
  giveUp(
    '开发模式只用演示目录，请去掉 LDAP_URL。正式使用：npm start',
    'The development mode knows the demo directory only: unset LDAP_URL. To use the portal: npm start',
    WRONG_SETTINGS,
  )
}

const stateDir = path.join(root, 'var', 'dev')
mkdirSync(stateDir, { recursive: true, mode: 0o700 })

/** The settings that point the portal to a server of invented answers, which runs in this process. */
async function writtenAnswers(): Promise<Record<string, string>> {
  const pace = Number(given['DEV_TOKENS_PER_SECOND'] ?? DEFAULT_PACE)
  if (!(pace > 0)) {
    giveUp(
      'DEV_TOKENS_PER_SECOND 须为正数。',
      'DEV_TOKENS_PER_SECOND must be a positive number.',
      WRONG_SETTINGS,
    )
  }
  const server = await startWritingServer('vllm', 1000 / pace)
  const file = path.join(stateDir, 'written-answers.json')
  writeFileSync(file, server.endpoints, { mode: 0o600 })
  return { ENGINE: 'remote', ENGINE_ENDPOINTS_FILE: file }
}

function seedYear(env: Readonly<Record<string, string | undefined>>): void {
  say(
    '正在写入一年的演示用量（首次约一分钟）…',
    'Writing a year of made-up usage (about a minute the first time) …',
  )
  const program = [...typeScriptFlags(root), path.join(root, 'boot/dev/seed-year.ts')]
  const seed = path.join(root, 'prisma/demo-directory-seed.json')
  const { status } = spawnSync(process.execPath, program, {
    cwd: root,
    env: { ...env, NODE_ENV: 'development', DIRECTORY_SEED_FILE: seed },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) {
    giveUp(
      '演示用量写入失败，原因见上。删除 var/dev 后重试。',
      'The usage could not be written; the reason is above. Remove var/dev and try again.',
    )
  }
}

generateClient(root)
// What an earlier run compiled, of other sources, has made pages reload without end ("HMR hash mismatch").
rmSync(path.join(root, '.next', 'dev'), { recursive: true, force: true })
await shared(() => bundleReader(root, path.join(root, '.next', 'reader.cjs')))
const real = given['DEV_ENGINE'] === 'real'
const chosen = {
  NODE_ENV: 'development',
  STATE_DIR: stateDir,
  HOST: '127.0.0.1',
  ...(real ? { MODEL_PATH: DEMO_MODEL } : await writtenAnswers()),
}
// oxlint-disable-next-line innerward/settings-by-schema -- what the portal's process inherits
Object.assign(process.env, chosen)
const settings = await settle(root, { ...given, ...chosen })
seedYear({ ...given, ...chosen })
say('正在开始（页面随源文件更新）…', 'Starting (pages follow their sources) …')
await runPortal({ root, settings, model: { name: 'Written answers', role: 'demo', files: [] }, dev: true })
