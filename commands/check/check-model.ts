import { statSync } from 'node:fs'
import { modelSentence } from '@/boot/model/model-sentences'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { ROOT } from '@/commands/require-state'
import type { Env } from '@/lib/config/env'
import { readGpuReport } from '@/lib/inference/gpu/read-gpu-report'
import { gpuNotices } from '@/lib/inference/gpu/gpu-notices'
import { checkModel } from '@/lib/inference/models/check-model'
import en from '@/messages/en/engine.json'
import zh from '@/messages/zh-CN/engine.json'

const MIB = 1024 * 1024
const SHORT_HASH = 12

type Settings = Pick<Env, 'MODEL_PATH' | 'STATE_DIR' | 'ENGINE' | 'GPU'>

/** The model that the next start loads, and whether its files are those of the catalogue. */
export async function checkTheModel({ MODEL_PATH, STATE_DIR, ENGINE }: Settings): Promise<Finding[]> {
  if (ENGINE === 'remote') {
    return [
      ok('model', 'model', ['模型在院内推理服务器上', "the model is on the hospital's inference servers"]),
    ]
  }
  const model = await checkModel({ root: ROOT, modelPath: MODEL_PATH, stateDir: STATE_DIR })
  const wrong = modelSentence(model)
  if (wrong) {
    return [fail('model', 'model', wrong)]
  }
  const bytes = model.files.reduce((sum, { path: file }) => sum + statSync(file).size, 0)
  const hash = model.files[0]?.sha256.slice(0, SHORT_HASH) ?? ''
  const what: [string, string] = [
    `${model.name}，${Math.round(bytes / MIB)} MiB，SHA-256 ${hash}…`,
    `${model.name}, ${Math.round(bytes / MIB)} MiB, SHA-256 ${hash}…`,
  ]
  if (model.role === 'clinical' && model.catalogueId !== null) return [ok('model', 'model', what)]
  const todo: [string, string] =
    model.role === 'clinical'
      ? ['不在清单中，只能由本院自行核对其 SHA-256', 'It is in no catalogue: compare its SHA-256 yourself']
      : [
          '不得用于临床。请运行 innerward model get medgemma-1.5-4b-it',
          'Not for clinical use. Run innerward model get medgemma-1.5-4b-it',
        ]
  return [warn('model', 'model', what, todo)]
}

function told(texts: Readonly<Partial<Record<string, string>>>, code: string, params: object): string {
  const sentence = texts[code] ?? code
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    String((params as Record<string, unknown>)[name]),
  )
}

/** NVIDIA cards, driver and libraries, and why they would not be used. */
export async function checkGpu({ ENGINE, GPU }: Settings): Promise<Finding[]> {
  if (ENGINE === 'remote') return []
  const report = await readGpuReport()
  const [card] = report.cards
  if (GPU === 'off') return [ok('gpu', 'gpu', ['GPU=off：只用 CPU', 'GPU=off: CPU only'])]
  if (report.problem === null && card) {
    const memory = card.memoryTotalMiB === null ? '' : ` ${card.memoryTotalMiB} MiB`
    return [
      ok('gpu', 'gpu', [
        `${card.name}${memory}，驱动 ${report.driver}`,
        `${card.name}${memory}, driver ${report.driver}`,
      ]),
    ]
  }
  const [notice] = gpuNotices(report, GPU === 'cuda')
  if (!notice) {
    return [ok('gpu', 'gpu', ['没有 NVIDIA 显卡，用 CPU', 'no NVIDIA card: the CPU is used'])]
  }
  const texts = [zh.notices, en.notices].map((each) => told(each, notice.code, notice.params))
  const what: [string, string] = [texts[0] ?? '', texts[1] ?? '']
  return [GPU === 'cuda' ? fail('gpu', 'gpu', what) : warn('gpu', 'gpu', what)]
}
