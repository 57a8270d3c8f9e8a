import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { totalmem } from 'node:os'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { machineSentences, readMachineState } from '@/lib/operations/machine-state'

const GIB = 1024 ** 3
/** better-sqlite3 13 and the prebuilt llama.cpp are linked against this one. */
const LEAST_GLIBC = '2.34'
/** What a portal with the model of the catalogue is comfortable with. */
const WANTED_GIB = 15
const LEAST_GIB = 4
/** What llama.cpp's fast paths need; without them it is many times slower. */
const WANTED_FLAGS = ['avx2', 'fma', 'f16c']

/** Whether one dotted version comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number))
  const [major = 0, minor = 0] = a ?? []
  const [thanMajor = 0, thanMinor = 0] = b ?? []
  return major < thanMajor || (major === thanMajor && minor < thanMinor)
}

/** Whether the C library is new enough; `version` is what the running Node was loaded with, null for another library. */
export function glibcFinding(version: string | null): Finding {
  if (version !== null && !isOlder(version, LEAST_GLIBC)) {
    return ok('machine', 'glibc', [`glibc ${version}`, `glibc ${version}`])
  }
  return fail(
    'machine',
    'glibc',
    [
      `glibc ${version ?? '未知'}，至少需要 ${LEAST_GLIBC}`,
      `glibc ${version ?? 'unknown'}; ${LEAST_GLIBC} or newer is needed`,
    ],
    [
      '系统过旧（如 CentOS 7、麒麟 V10）：请使用容器镜像，或更新操作系统',
      'The system is too old (CentOS 7, Kylin V10): use the image, or a newer system',
    ],
  )
}

/** Which of the fast paths the processor has, from /proc/cpuinfo; arm64 has its own and is taken as it is. */
export function processorFinding(cpuinfo: string): Finding {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.trim().split(/\s+/) ?? [])
  const name = /^model name\s*:\s*(.*)$/m.exec(cpuinfo)?.[1] ?? 'CPU'
  const missing = flags.size === 0 ? [] : WANTED_FLAGS.filter((flag) => !flags.has(flag))
  if (missing.length === 0) return ok('machine', 'cpu', [name, name])
  const list = missing.join(', ')
  return warn(
    'machine',
    'cpu',
    [
      `${name} 缺少 ${list}：只用 CPU 时回答会慢许多倍`,
      `${name} lacks ${list}: on the CPU answers are many times slower`,
    ],
    [
      '虚拟机请把 CPU 类型设为 host（直通）；否则请使用 GPU',
      'In a virtual machine set the type of its CPU to host; else use a GPU',
    ],
  )
}

/** Whether there is memory for portal and model. Sizes in bytes. */
export function memoryFinding({ total, available }: { total: number; available: number }): Finding {
  const gib = (bytes: number): string => (bytes / GIB).toFixed(1)
  const sizes: [string, string] = [
    `内存 ${gib(total)} GiB，可用 ${gib(available)} GiB`,
    `${gib(total)} GiB of memory, ${gib(available)} GiB available`,
  ]
  const todo: [string, string] = [
    '请增加内存（建议 32 GiB），或停止其他程序',
    'Add memory (32 GiB are recommended), or stop other programs',
  ]
  if (total < LEAST_GIB * GIB) return fail('machine', 'memory', sizes, todo)
  return total < WANTED_GIB * GIB ? warn('machine', 'memory', sizes, todo) : ok('machine', 'memory', sizes)
}

function availableMemory(): number {
  const kib = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]
  return Number(kib ?? 0) * 1024
}

function namespaceFinding(): Finding {
  const { status } = spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true'], { stdio: 'ignore' })
  if (status === 0) {
    return ok('machine', 'namespaces', [
      '读取文件的进程与引擎进程可与网络隔离',
      'Reader and engine processes can be kept from the network',
    ])
  }
  return warn(
    'machine',
    'namespaces',
    [
      '不能建立命名空间：读取文件的进程与引擎进程不能与网络隔离',
      'Namespaces cannot be made: reader and engine processes are not kept from the network',
    ],
    [
      '请安装 util-linux，并设置 sysctl user.max_user_namespaces=1024（容器中由宿主机放行）',
      'Install util-linux and set sysctl user.max_user_namespaces=1024 (in a container: on its host)',
    ],
  )
}

const glibcHere = (): string | null => {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime ?? null
}

/** The machine: C library, processor, memory, namespaces, and what could write its memory to a disk. */
export function checkMachine(): Finding[] {
  const closed = machineSentences(readMachineState()).map(([zh, en], i) =>
    warn('machine', `memory-on-disk-${i}`, [zh.replace('注意：', ''), en.replace('Note: ', '')]),
  )
  return [
    glibcFinding(glibcHere()),
    processorFinding(readFileSync('/proc/cpuinfo', 'utf8')),
    memoryFinding({ total: totalmem(), available: availableMemory() }),
    namespaceFinding(),
    ...closed,
  ]
}
