import path from 'node:path'
import { writeChoice } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'
import { ROOT, stateFolder } from '@/commands/require-state'
import { fail, say } from '@/scripts/sentence.mjs'

/** `npm run model:use -- ID|FILE`: chooses the model of the next start. */
const stateDir = stateFolder()
const [asked] = process.argv.slice(2)
const here = await listModels({ root: ROOT, stateDir })
const model = here.find(
  ({ id, file }) => asked !== undefined && (id === asked || file === path.normalize(asked)),
)
if (!model) {
  const files = here.map(({ file }) => file).join(', ')
  fail(
    `models 文件夹中没有这个模型。可选：${files}`,
    `There is no such model in the models folder. There are: ${files}`,
  )
}
writeChoice(stateDir, model.file)
say(`下次启动将使用 ${model.name}。`, `The next start uses ${model.name}.`)
