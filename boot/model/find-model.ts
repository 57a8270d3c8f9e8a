import { createInterface } from 'node:readline/promises'
import { modelSentence } from '@/boot/model/model-sentences'
import { checkModel, writeChoice, type ModelCheck } from '@/lib/inference/models/check-model'
import type { ListedModel } from '@/lib/inference/models/list-models'
import { giveUp, say, WRONG_SETTINGS } from '@/scripts/sentence.mjs'
import { ownCatalogue, readCatalogue } from '@/lib/inference/models/catalogue'

/** The model, where it can be loaded; else ends the start with the sentence that says what is wrong and what to do. */
function sound(model: ModelCheck): ModelCheck {
  const sentence = modelSentence(model)
  return sentence ? giveUp(...sentence, WRONG_SETTINGS) : model
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
