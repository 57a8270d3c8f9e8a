import { createInterface } from 'node:readline/promises'
import { checkModel, writeChoice, type ModelCheck } from '@/lib/inference/models/check-model'
import type { ListedModel } from '@/lib/inference/models/list-models'
import { giveUp, say, WRONG_SETTINGS } from '@/scripts/sentence.mjs'
import { ownCatalogue, readCatalogue } from '@/lib/inference/models/catalogue'

type Sentence = readonly [zh: string, en: string]
type Refused = ModelCheck & { file: string }

const SENTENCES: Record<NonNullable<ModelCheck['reason']>, (model: Refused) => Sentence> = {
  model_missing: ({ file }) => [
    `找不到模型文件 ${file}。请将其放回，或用 MODEL_PATH 指定模型。`,
    `The model file ${file} is missing. Put it back, or name a model with MODEL_PATH.`,
  ],
  model_altered: ({ file }) => [
    `模型文件 ${file} 与目录所列的校验值不符。请重新取得（npm run model:get），或给您自己的文件另起名字。`,
    `The model file ${file} is not the one that the catalogue lists there. Get it again (npm run model:get), or give a file of your own another name.`,
  ],
  model_replaced: ({ file }) => [
    `所选的模型文件 ${file} 已换成另一个文件。请确认后再选一次：npm run model:use -- ${file.replace(/^models\//, '')}`,
    `The chosen model file ${file} was replaced by another one. If that is right, choose it again: npm run model:use -- ${file.replace(/^models\//, '')}`,
  ],
  model_projector: ({ file }) => [
    `${file} 只是模型读取图像的部分（mmproj），不能回答问题。请指定模型本身。`,
    `${file} is only the part of a model that reads images (mmproj) and answers nothing. Name the model itself.`,
  ],
  model_ambiguous: ({ candidates }) => {
    const names = candidates.map(({ file }) => file)
    const [first = ''] = names
    return [
      `有多个同等的模型：${names.join('、')}。请选一个：npm run model:use -- ${first}`,
      `There are several models of equal standing: ${names.join(', ')}. Choose one: npm run model:use -- ${first}`,
    ]
  },
}

/** The model, where it can be loaded; else ends the start with the sentence that says what is wrong and what to do. */
function sound(model: ModelCheck): ModelCheck {
  if (model.reason === null) return model
  const [zh, en] = SENTENCES[model.reason]({ ...model, file: model.file ?? '' })
  return giveUp(zh, en, WRONG_SETTINGS)
}

async function ask(candidates: readonly ListedModel[]): Promise<ListedModel | null> {
  say('有多个同等的模型，请选一个：', 'There are several models of equal standing. Choose one:')
  candidates.forEach(({ name, file }, i) => {
    process.stdout.write(`  ${i + 1}  ${name}  (models/${file})\n`)
  })
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('> ')
  terminal.close()
  return candidates[Number(answer) - 1] ?? null
}

/** Ends the start with a sentence when the hospital's own catalogue cannot be read. */
function requireCatalogue(stateDir: string): void {
  try {
    readCatalogue('.', stateDir)
  } catch {
    giveUp(
      `${ownCatalogue(stateDir)} 不是有效的模型目录。请对照 models/catalogue.json 的格式改正，或将其移走。`,
      `${ownCatalogue(stateDir)} is not a catalogue of models. Correct it after the form of models/catalogue.json, or move it away.`,
      WRONG_SETTINGS,
    )
  }
}

interface Search {
  root: string
  stateDir: string
  /** MODEL_PATH, where it is set. */
  modelPath: string | undefined
}

/**
 * The model that this start will load. Where several of one standing lie in models/, a person at the terminal is asked and the
 * answer is kept; without one, or without an answer, the start ends with what is wrong.
 */
export async function findModel({ root, stateDir, modelPath }: Search): Promise<ModelCheck> {
  requireCatalogue(stateDir)
  const model = await checkModel({ root, modelPath, stateDir })
  if (model.reason !== 'model_ambiguous' || !process.stdin.isTTY) return sound(model)
  const chosen = await ask(model.candidates)
  if (!chosen) return sound(model)
  writeChoice(stateDir, chosen.file)
  return sound(await checkModel({ root, modelPath, stateDir }))
}
