import { existsSync } from 'node:fs'
import path from 'node:path'
import table from '@/commands/gpu-libs.json'
import { sha256Of } from '@/deploy/bundle/programs'
import { fail } from '@/scripts/sentence.mjs'

/** Libraries of CUDA in a folder, and the wheels they are from. */
export interface CudaLibraries {
  folder: string
  wheels: readonly { package: string; version: string; sha256: string }[]
}

/** The pinned libraries that a folder lacks, or holds with another content, by name. */
export async function wrongLibraries(folder: string): Promise<string[]> {
  const wrong: string[] = []
  for (const { member, sha256 } of table.wheels.flatMap(({ libraries }) => libraries)) {
    const file = path.join(folder, path.basename(member))
    if (!existsSync(file) || (await sha256Of(file)) !== sha256) wrong.push(path.basename(member))
  }
  return wrong
}

/** The folder that `--cuda` names; null without one. Ends with a sentence where it does not hold the pinned libraries. */
export async function chosenLibraries(given: string | undefined): Promise<CudaLibraries | null> {
  if (given === undefined) return null
  const folder = path.resolve(given)
  const wrong = await wrongLibraries(folder)
  if (wrong.length === 0) return { folder, wheels: table.wheels }
  return fail(
    `${folder} 中缺少或不符：${wrong.join('、')}。请先运行 npm run gpu:libs -- --anyway --accept-terms（无网络时加 --from 文件夹），再用 --cuda var/gpu-libs。`,
    `Missing or altered in ${folder}: ${wrong.join(', ')}. Run npm run gpu:libs -- --anyway --accept-terms first (without a network, with --from FOLDER), then use --cuda var/gpu-libs.`,
  )
}
