import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { asTyped } from '@/commands/callers-folder'
import { recalledRows } from '@/lib/clinical/medication/recalled-rows'
import { fail, say } from '@/scripts/sentence.mjs'

/** `npm run medication:recalled -- FILE.csv`: the rows whose source a pharmacist still has to compare, as a table to fill in. */
const [file] = process.argv.slice(2)
if (file === undefined) {
  fail(
    '请给出要写入的文件：npm run medication:recalled -- 来源待核对.csv',
    'Name the file to write: npm run medication:recalled -- recalled.csv',
  )
}
const rows = recalledRows()
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const lines = [
  Object.keys(rows[0] ?? {}),
  ...rows.map((row) => Object.entries(row).map(([, cell]) => String(cell))),
]
try {
  // The mark at the beginning has office programs read UTF-8.
  writeFileSync(asTyped(file), `\uFEFF${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`)
} catch {
  fail(`不能写入 ${path.basename(file)}`, `${path.basename(file)} cannot be written`)
}
say(
  `${path.basename(file)}：${rows.length} 行来源待核对`,
  `${path.basename(file)}: ${rows.length} rows whose source is to be confirmed`,
)
