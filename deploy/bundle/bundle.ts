import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '@/boot/build/build'
import { chosenLibraries } from '@/deploy/bundle/cuda-libraries'
import { makeBundle } from '@/deploy/bundle/make-bundle'
import type { BundleOrder } from '@/deploy/bundle/pack-payload'
import { environmentOf } from '@/lib/config/env'
import { readCatalogue } from '@/lib/inference/models/catalogue'
import packageFile from '@/package.json' with { type: 'json' }
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `npm run bundle -- [--out FOLDER] [--model ID] [--cuda FOLDER]`: the offline bundle of this checkout. `RELEASE_KEY_FILE` names the
 * Ed25519 key that signs it, which lies outside the repository. `--model` adds a model of the catalogue that lies in models/, `--cuda`
 * the libraries that `npm run gpu:libs` has put into a folder.
 */
const root = path.resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'dist' }, model: { type: 'string' }, cuda: { type: 'string' } },
})

if (process.arch !== 'x64') {
  fail(
    `此机器（${process.arch}）不能制作离线包：只提供 linux-x64 版，没有 arm64 版。`,
    `No bundle can be made on this machine (${process.arch}): there is one for linux-x64 only, none for arm64.`,
  )
}

/** The models to add to the demo model; ends with a sentence where one is not there. */
function chosenModels(id: string | undefined): NonNullable<BundleOrder['models']> {
  if (id === undefined) return []
  const entry = readCatalogue(root, root).find((one) => one.id === id)
  if (entry?.files.every((file) => existsSync(path.join(root, 'models', file.path)))) return [entry]
  return fail(
    `models/ 中没有完整的模型 ${id}。请先运行 npm run model:get -- ${id}`,
    `The model ${id} is not whole in models/. Run npm run model:get -- ${id} first.`,
  )
}

/** The key in the file that RELEASE_KEY_FILE names; null without one. Ends with a sentence where the file lies in the checkout. */
function releaseKey(): string | null {
  const { RELEASE_KEY_FILE: file } = environmentOf(['RELEASE_KEY_FILE'])
  if (!file) return null
  if (!path.relative(root, path.resolve(file)).startsWith('..')) {
    fail('发布密钥不得放在代码目录内。', 'The release key must not lie in the checkout.')
  }
  return readFileSync(file, 'utf8')
}

const key = releaseKey()
const models = chosenModels(values.model)
const cuda = await chosenLibraries(values.cuda)
const failure = await build(root)
if (failure !== null) fail(`构建失败：${failure.slice(-4000)}`, 'The build failed; the reason is above.')
const out = path.resolve(root, values.out)
mkdirSync(out, { recursive: true })
const { stdout: head } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
const { file, sha256, fingerprint } = await makeBundle({
  root,
  out,
  version: packageFile.version,
  builtAt: new Date().toISOString(),
  commit: head.trim() || null,
  releaseKey: key,
  models,
  cuda,
})
say(`离线包：${file}\nSHA-256：${sha256}`, `Bundle: ${file}\nSHA-256: ${sha256}`)
if (fingerprint) say(`发布密钥指纹：${fingerprint}`, `Fingerprint of the release key: ${fingerprint}`)
else {
  say(
    '未签名的开发版：未设置 RELEASE_KEY_FILE。',
    'An unsigned development version: RELEASE_KEY_FILE is not set.',
  )
}
