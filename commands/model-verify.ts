import path from 'node:path'
import { checkModel } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'
import { ROOT, stateFolder } from '@/commands/require-state'
import { say } from '@/scripts/sentence.mjs'

/** `npm run model:verify`: reads every model in the models folder again and says what its hash shows. */
const stateDir = stateFolder()
let wrong = 0
for (const { file } of await listModels({ root: ROOT, stateDir })) {
  const { ok, catalogueId, files } = await checkModel({
    root: ROOT,
    modelPath: path.join('models', file),
    stateDir,
    fresh: true,
  })
  if (!ok) wrong += 1
  const told = ok ? (catalogueId ?? '未列入目录 in no catalogue') : '与目录不符 not what the catalogue lists'
  process.stdout.write(`${ok ? '✓' : '✗'} models/${file}  ${told}\n`)
  for (const { sha256 } of files) process.stdout.write(`    ${sha256}\n`)
}
if (wrong > 0) {
  say('有模型文件被改动或不完整。请重新取得。', 'A model file was changed or is not whole. Get it again.')
  process.exitCode = 1
} else say('全部完整。', 'All are whole.')
