import { db } from '@/lib/db/client'
import { dropReceived, receiveBytes } from '@/lib/http/receive-file'
import type { Decision, ProposeInput } from '@/lib/library/contract'
import { decideEdition } from '@/lib/library/decide-edition'
import { keepOriginal } from '@/lib/library/originals'
import { storePassages } from '@/lib/library/passages'
import { proposeEdition } from '@/lib/library/propose-edition'
import type { Actor } from '@/lib/shared/actor'
import { person } from '@/lib/testing/people'

/** A document of two sections, as Markdown. */
export const POTASSIUM = `# 高钾血症处理规程

## 心电图改变

血钾超过 6.5 mmol/L 或有心电图改变时，静脉注射 10% 葡萄糖酸钙 10 mL，两到三分钟推完，心电图无改善可重复。

## 转移钾

胰岛素 10 单位加 50% 葡萄糖 50 mL 静脉注射，每小时复查血钾与血糖。
`

/** Two departments, with whoever reads and decides there. */
export async function libraryPeople() {
  const client = await db()
  const department = async (code: string) =>
    (await client.department.create({ data: { code, nameZh: code, nameEn: code } })).id
  const cardiology = await department('card')
  const respiratory = await department('resp')
  return {
    cardiology,
    li: await person('li', 'doctor', cardiology),
    wang: await person('wang', 'doctor', respiratory),
    chen: await person('chen', 'department_head', cardiology),
    zhao: await person('zhao', 'department_head', respiratory),
    sun: await person('sun', 'security_admin'),
    qian: await person('qian', 'auditor'),
  }
}

type About = Partial<Omit<ProposeInput, 'file'>> & { text?: string }

/** Proposes a text as a Markdown file, as the route does. */
export async function proposeText(actor: Actor, { text = POTASSIUM, ...about }: About = {}) {
  const file = await receiveBytes(Buffer.from(text))
  try {
    const given = { title: '高钾血症处理规程', publisher: '本院', year: 2026, ...about }
    return await proposeEdition({ file, name: 'a.md', about: given }, { actor, requestId: 'q' })
  } finally {
    await dropReceived(file)
  }
}

/** Decides on an edition, with everything ticked that it names. */
export async function decide(id: string, decision: Decision, actor: Actor): Promise<void> {
  const { listedCount } = await (await db()).libraryEdition.findUniqueOrThrow({ where: { id } })
  await decideEdition({ id, decision, ticked: listedCount }, { actor, requestId: 'q' })
}

/** A document of the whole hospital in force, of one passage, with its original; as if it had been proposed and approved. */
export async function libraryEdition(
  text = '血钾超过 6.5 mmol/L 时静脉注射葡萄糖酸钙。',
): Promise<{ documentId: string; editionId: string }> {
  const client = await db()
  const file = await receiveBytes(Buffer.from(text))
  await keepOriginal(file)
  const { id: documentId } = await client.libraryDocument.create({ data: {} })
  const { id: editionId } = await client.libraryEdition.create({
    data: {
      ...{ documentId, state: 'in_force', title: '高钾血症', publisher: '本院', year: 2026 },
      ...{ sha256: file.sha256, bytes: file.bytes, format: 'text', language: 'zh-CN' },
      ...{ passageCount: 1, listed: '[]', listedCount: 0 },
    },
  })
  await storePassages(client, { editionId, title: '' }, [{ heading: '', page: null, text }])
  return { documentId, editionId }
}
