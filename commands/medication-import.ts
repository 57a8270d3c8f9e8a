import { parseArgs } from 'node:util'
import { readFolder } from '@/lib/medication/import/read-folder'
import { tellProblem } from '@/lib/medication/import/row-problem'
import { ProposalRefused, proposeTables } from '@/lib/medication/propose-tables'
import { db } from '@/lib/db/client'
import { asTyped } from '@/commands/callers-folder'
import { requireState } from '@/commands/require-state'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `npm run medication:import -- FOLDER --proposer NAME`: the hospital's own medication tables as a proposal, also while the portal
 * runs. In force once a second person approves it at 「用药表」.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { proposer: { type: 'string' } },
})
const [folder] = positionals
if (folder === undefined || values.proposer === undefined) {
  fail(
    '请给出文件夹与提出人的登录名：npm run medication:import -- 用药表/ --proposer 登录名。列的说明见 docs/medication-tables.md。',
    'Name the folder and the account that proposes it: npm run medication:import -- tables/ --proposer NAME. docs/medication-tables.md describes the columns.',
  )
}
requireState()

/** Everything is counted; as many are printed. */
const SHOWN_MAX = 200
const read = readFolder(asTyped(folder))
if ('problems' in read) {
  const { problems } = read
  const sentences = problems.slice(0, SHOWN_MAX).map(tellProblem)
  process.stderr.write(sentences.map(({ zh, en }) => `${zh}\n${en}\n`).join(''))
  fail(
    `共 ${problems.length} 处问题，未作任何更改。`,
    `${problems.length} problems in all. Nothing was changed.`,
  )
}

const REFUSED: Record<ProposalRefused['reason'], readonly [string, string]> = {
  unknown_person: [
    '没有这个账号，或已停用。提出人须先登录过一次。',
    'There is no such account, or it is disabled. Whoever proposes must have signed in once.',
  ],
  no_right: [
    '此账号没有「药学负责人」角色，不能提出用药表。',
    'The account has not the role “pharmacy head” and cannot propose tables.',
  ],
  known_tables: [
    '这些表与在用的或已提出的版本相同。',
    'These tables are the same as the version in force or one that is proposed already.',
  ],
}
try {
  const { number, rows } = await proposeTables(read.tables, values.proposer)
  say(
    `已提出用药表第 ${number} 版，共 ${rows} 行。由另一位药学负责人在「用药表」页批准后启用。`,
    `Version ${number} of the medication tables is proposed, ${rows} rows. It is in force once another pharmacy head approves it on the page “Medication tables”.`,
  )
} catch (error) {
  if (!(error instanceof ProposalRefused)) throw error
  const [zh, en] = REFUSED[error.reason]
  fail(`${zh}未作任何更改。`, `${en} Nothing was changed.`)
}
await (await db()).$disconnect()
