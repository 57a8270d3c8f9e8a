import path from 'node:path'
import { checkModel } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'
import { readCatalogue } from '@/lib/inference/models/catalogue'
import { env } from '@/lib/config/env'
import { ROOT, stateFolder } from '@/commands/require-state'
import { say } from '@/scripts/sentence.mjs'

/** `npm run model:list`: the models that lie here, which one serves, and those that can be fetched. */
const stateDir = stateFolder()
const STANDINGS = {
  released: '已验收 accepted',
  unreleased: '未经验收 not accepted',
  evaluation: '评估 evaluation',
  demo: '演示 demo',
}
const size = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(2)} GiB`

const here = await listModels({ root: ROOT, stateDir })
const used = await checkModel({ root: ROOT, modelPath: env().MODEL_PATH, stateDir })
say('models 文件夹中的模型（* 使用中）：', 'Models in the models folder (* in use):')
for (const { file, name, standing, sizeBytes } of here) {
  const mark = used.files[0]?.path === path.join(ROOT, 'models', file) ? '*' : ' '
  process.stdout.write(`${mark} ${file}\n    ${name} · ${STANDINGS[standing]} · ${size(sizeBytes)}\n`)
}
const absent = readCatalogue(ROOT, stateDir).filter(({ id }) => !here.some((model) => model.id === id))
if (absent.length > 0) say('可取得的模型：', 'Models that can be fetched:')
for (const { id, name, licence, files } of absent) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  process.stdout.write(`  npm run model:get -- ${id}\n    ${name} · ${licence.name} · ${size(bytes)}\n`)
}
