import path from 'node:path'
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from '@/boot/build/build'
import { chosenLibraries } from '@/deploy/bundle/cuda-libraries'
import { makeImage } from '@/deploy/image/make-image'
import packageFile from '@/package.json' with { type: 'json' }
import { fail, say } from '@/scripts/sentence.mjs'

/** `npm run image -- [--out FOLDER] [--cuda FOLDER]`: the image of this checkout, made as root from Debian packages alone. */
const root = path.resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'dist' }, cuda: { type: 'string' } },
})
if (process.getuid?.() !== 0) {
  fail('制作镜像需要 root 和 mmdebstrap。', 'Making an image needs root and mmdebstrap.')
}
const cuda = await chosenLibraries(values.cuda)
const failure = await build(root)
if (failure !== null) fail(`构建失败：${failure.slice(-4000)}`, 'The build failed; the reason is above.')
const out = path.resolve(root, values.out)
mkdirSync(out, { recursive: true })
const { file, sha256, tag } = await makeImage({
  root,
  out,
  version: packageFile.version,
  builtAt: new Date().toISOString(),
  commit: null,
  releaseKey: null,
  cuda,
})
say(
  `镜像：${file}\nSHA-256：${sha256}\n载入：docker load -i ${path.basename(file)}（${tag}）`,
  `Image: ${file}\nSHA-256: ${sha256}\nTo load: docker load -i ${path.basename(file)} (${tag})`,
)
