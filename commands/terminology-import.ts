import { existsSync } from 'node:fs'
import path from 'node:path'
import { importTerminology, TableError } from '@/lib/terminology/import-terminology'
import { asTyped } from '@/commands/callers-folder'
import { requireState } from '@/commands/require-state'
import { fail, say } from '@/scripts/sentence.mjs'

/** `npm run terminology:import -- FILE...`: tables that the hospital is licensed for, used from the next start of the portal. */
const files = process.argv.slice(2).map(asTyped)
const missing = files.find((file) => !existsSync(file))
if (files.length === 0 || missing !== undefined) {
  fail(
    `${missing === undefined ? '请给出一个或多个文件' : `找不到文件 ${missing}`}：npm run terminology:import -- ICD-10国家临床版.csv sct2_Description_Snapshot.txt`,
    `${missing === undefined ? 'Name one or more files' : `There is no file ${missing}`}: npm run terminology:import -- icd10-national.csv sct2_Description_Snapshot.txt`,
  )
}
requireState()

const REASONS: Record<TableError['reason'], readonly [string, string]> = {
  too_large: ['文件超过 2 GiB', 'is larger than 2 GiB'],
  unreadable: ['不能按 CSV 或 RF2 读取', 'cannot be read as CSV or RF2'],
  unknown_columns: [
    '没有可识别的列（需要编码与名称，或 ATC 与通用名，或 RF2 描述文件）',
    'has no columns that are known (code and name, ATC and generic name, or an RF2 description file)',
  ],
  nothing_kept: ['没有一行可用', 'has no row that can be used'],
}

for (const file of files) {
  const name = path.basename(file)
  try {
    const { kind, rows, kept, left } = await importTerminology(file)
    const rest = Object.entries(left)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(', ')
    say(
      `${name}：${kind}，共 ${rows} 行，采用 ${kept} 行。${rest}`,
      `${name}: ${kind}, ${rows} rows, ${kept} kept. ${rest}`,
    )
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    const [zh, en] = REASONS[error.reason]
    fail(`${name} ${zh}。未作任何更改。`, `${name} ${en}. Nothing was changed.`)
  }
}
say('下次启动 npm start 时生效。', 'In use from the next npm start.')
