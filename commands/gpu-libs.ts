import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import table from '@/commands/gpu-libs.json'
import { environmentOf, inheritedEnvironment } from '@/lib/config/env'
import { fetchGpuLibraries, LICENCE, Refusal, type Wheel } from '@/lib/inference/gpu/fetch-gpu-libs'
import { BACKENDS } from '@/lib/inference/gpu/gpu-report'
import { readGpu, thisMachine } from '@/lib/inference/gpu/read-gpu'
import { ROOT, stateFolder } from '@/commands/require-state'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `npm run gpu:libs`: the libraries of CUDA that the prebuilt backend needs, from the package source that pip is set up
 * for or from a folder, into the state folder.
 */
const stateDir = stateFolder()
const [{ driver: NEEDED_DRIVER }] = BACKENDS

interface Options {
  'accept-terms'?: boolean
  anyway?: boolean
  from?: string
}

function readOptions(): Options {
  try {
    const options = {
      'accept-terms': { type: 'boolean' },
      anyway: { type: 'boolean' },
      from: { type: 'string' },
    } as const
    return parseArgs({ options }).values
  } catch {
    throw new Refusal(
      '用法：npm run gpu:libs -- [--accept-terms] [--from 文件夹] [--anyway]',
      'Usage: npm run gpu:libs -- [--accept-terms] [--from FOLDER] [--anyway]',
    )
  }
}

/** What Node's report says of the C library; nothing of another than glibc. */
interface Report {
  header: { glibcVersionRuntime?: string }
}

function checkMachine(): void {
  const { header } = process.report.getReport() as unknown as Report
  const [, minor] = (header.glibcVersionRuntime ?? '0.0').split('.')
  if (
    process.platform === 'linux' &&
    process.arch === 'x64' &&
    Number(minor) >= Number(table.glibc.split('.')[1])
  ) {
    return
  }
  throw new Refusal(
    `此机器（${process.platform} ${process.arch}）没有预编译的 CUDA 模块：只支持 x64 的 Linux，glibc ${table.glibc} 或更新。请使用 CPU，或用 ENGINE=remote 连接推理服务器。`,
    `No CUDA backend is prebuilt for this machine (${process.platform} ${process.arch}): Linux on x64 with glibc ${table.glibc} or newer only. Use the CPU, or inference servers with ENGINE=remote.`,
  )
}

function checkDriver(anyway: boolean | undefined): void {
  const { driver } = readGpu(thisMachine(inheritedEnvironment()))
  if (driver !== null && Number.parseInt(driver) >= NEEDED_DRIVER) return
  const [zh, en] =
    driver === null
      ? ['未找到 NVIDIA 驱动', 'No NVIDIA driver was found']
      : [`NVIDIA 驱动为 ${driver}`, `The NVIDIA driver is ${driver}`]
  const sentence: [zh: string, en: string] = [
    `${zh}：这些库需要 ${NEEDED_DRIVER} 或更新的驱动才有用。`,
    `${en}: these libraries are of use only with a driver ${NEEDED_DRIVER} or newer.`,
  ]
  if (anyway) say(...sentence)
  else {
    throw new Refusal(
      `${sentence[0]}仍要安装请加 --anyway。`,
      `${sentence[1]} Add --anyway to install them all the same.`,
    )
  }
}

/** Fetches one wheel by its hash; pip prints what it does. */
function download({ package: name, version, platform, sha256, file }: Wheel, folder: string): string {
  const requirement = path.join(folder, 'requirements.txt')
  writeFileSync(requirement, `${name}==${version} --hash=sha256:${sha256}\n`)
  const line = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--no-cache-dir',
    '--require-hashes',
    '--disable-pip-version-check',
  ]
  const which = ['--only-binary=:all:', '--platform', platform, '-r', requirement, '-d', folder]
  const options = { stdio: 'inherit' as const, env: { ...inheritedEnvironment(), TMPDIR: folder } }
  if (spawnSync('python3', [...line, ...which], options).status === 0) return path.join(folder, file)
  throw new Refusal(
    `下载 ${name} ${version} 失败，原因见上。需要 python3 与 pip（Debian：apt install python3-pip）和软件源；也可把文件放入文件夹，用 --from 指定。`,
    `${name} ${version} could not be downloaded; the reason is above. python3 with pip (Debian: apt install python3-pip) and a package source are needed; or put the file into a folder and name it with --from.`,
  )
}

interface Terms {
  termsName: string
  termsSha256: string
  text: string
}

async function agree(
  { termsName, termsSha256, text }: Terms,
  accepted: boolean | undefined,
): Promise<boolean> {
  say(`许可条款：${termsName}（SHA-256 ${termsSha256}）`, `Terms: ${termsName} (SHA-256 ${termsSha256})`)
  if (accepted) return true
  if (!process.stdin.isTTY) return false
  process.stdout.write(`\n${text}\n`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(
    '是否代表医院接受以上条款？输入 yes 接受。\nAccept these terms for the hospital? Type yes: ',
  )
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

async function main(): Promise<void> {
  const options = readOptions()
  checkMachine()
  checkDriver(options.anyway)
  // npm runs scripts in the project's folder; INIT_CWD is where the person is.
  const { INIT_CWD = ROOT } = environmentOf(['INIT_CWD'])
  const from = options.from && path.resolve(INIT_CWD, options.from)
  const outcome = await fetchGpuLibraries({
    table,
    stateDir,
    downloads: !from,
    by: userInfo().username,
    obtain: (wheel, folder) => (from ? path.join(from, wheel.file) : download(wheel, folder)),
    agree: (terms) => agree(terms, options['accept-terms']),
    onFile: (name) => say(`已校验 ${name}`, `Checked ${name}`),
  })
  if (outcome === 'present') say('CUDA 库已在，校验无误。', 'The CUDA libraries are there already and whole.')
  else {
    say(
      `CUDA 库已就绪（条款见 ${path.join(stateDir, LICENCE)}）。请重启院内智询。`,
      `The CUDA libraries are ready (terms: ${path.join(stateDir, LICENCE)}). Restart Innerward.`,
    )
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  fail(error.zh, error.en)
}
