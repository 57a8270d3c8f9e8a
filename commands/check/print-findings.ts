import { AREAS, type Area, type Finding } from '@/commands/check/finding'

const NAMES: Record<Area, readonly [zh: string, en: string]> = {
  settings: ['设置', 'Settings'],
  machine: ['机器', 'Machine'],
  disk: ['磁盘', 'Disk'],
  clock: ['时钟', 'Clock'],
  state: ['数据与密钥', 'Database and keys'],
  network: ['网络名称', 'Names'],
  tls: ['证书', 'Certificate'],
  directory: ['医院目录', 'Directory'],
  backup: ['备份', 'Backup'],
  model: ['模型', 'Model'],
  gpu: ['GPU', 'GPU'],
  egress: ['外联', 'Way out'],
}
const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

function linesOf({ state, zh, en, todo }: Finding): string[] {
  const next = todo ? [`      → ${todo.zh}`, `        ${todo.en}`] : []
  return [`  ${MARKS[state]} ${zh}`, ...(zh === en ? [] : [`    ${en}`]), ...next]
}

/** The findings as a person reads them: by area, with what to do, and the count at the end. */
export function findingsText(findings: readonly Finding[]): string {
  const blocks = AREAS.flatMap((area) => {
    const own = findings.filter((finding) => finding.area === area)
    return own.length === 0 ? [] : [NAMES[area].join(' '), ...own.flatMap(linesOf)]
  })
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length
  const [good, doubtful, bad] = [count('ok'), count('warn'), count('fail')]
  return [
    ...blocks,
    '',
    `${good} 项通过，${doubtful} 项注意，${bad} 项失败`,
    `${good} ok, ${doubtful} warnings, ${bad} failed`,
    '',
  ].join('\n')
}

/** The same for programs. */
export const findingsJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ ok: findings.every(({ state }) => state !== 'fail'), findings }, null, 2)}\n`
