import 'server-only'
import { execFile } from 'node:child_process'
import { environmentOf } from '@/lib/config/env'
import { gpuReportSchema, type GpuReport } from '@/lib/inference/gpu/contract'
import {
  questionsFor,
  reportFrom,
  thisMachine,
  type Machine,
  type Question,
} from '@/lib/inference/gpu/read-gpu'

/** What programs and loader go by. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES']

/** What the program prints; null when it is not there, fails or does not answer in time. */
function ask({ command, args, options }: Question): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout) => {
      resolve(error ? null : stdout)
    })
  })
}

/** NVIDIA cards, driver and libraries as this process meets them. Never throws; does not hold up the event loop. */
export async function readGpuReport(
  machine: Machine = thisMachine(environmentOf(PASSED_ON)),
): Promise<GpuReport> {
  const answers = await Promise.all(
    questionsFor(machine).map(async (question) => [question.id, await ask(question)] as const),
  )
  return gpuReportSchema.parse(reportFrom(machine, Object.fromEntries(answers)))
}
