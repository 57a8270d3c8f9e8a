import type { ModelCheck } from '@/lib/inference/models/check-model'

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

/** What is wrong with the model and what to do, in both languages; null where it can be loaded. */
export function modelSentence(model: ModelCheck): Sentence | null {
  return model.reason === null ? null : SENTENCES[model.reason]({ ...model, file: model.file ?? '' })
}
