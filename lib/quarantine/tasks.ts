import { extractByRules } from '@/lib/documents/extract/extract-by-rules'
import type { ReadItem } from '@/lib/documents/read/item'
import { readFile } from '@/lib/documents/read/read-file'
import { showName } from '@/lib/documents/show-name'
import { readCase } from '@/lib/quarantine/read-case'
import { checkMedication } from '@/lib/clinical/medication/check-medication'
import { readText } from '@/lib/clinical/read-text'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { maskText } from '@/lib/privacy/mask-text'
import type { ReadDocument, Task, TaskInput, TaskName, TaskOutput } from '@/lib/quarantine/protocol'
import type { Locale } from '@/lib/shared/locale'

/** Documents, and characters of them, that one message carries. */
const ITEMS_MAX = 64
const CHARACTERS_MAX = 128 * 1024

type Tell = (items: ReadDocument[]) => Promise<void>

function document(item: ReadItem, reader: { dictionary: Dictionary; locale: Locale }): ReadDocument {
  const name = showName(item.name, reader)
  if ('problem' in item) return { name, problem: item.problem }
  const { text, count } = maskText(item.text, reader)
  return { name, text, masked: count }
}

async function readUpload(
  { name, bytes, budget, locale }: TaskInput<'readUpload'>,
  dictionary: Dictionary,
  tell: Tell,
): Promise<TaskOutput<'readUpload'>> {
  let items: ReadDocument[] = []
  let characters = 0
  const file = { name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
  for await (const item of readFile(file, budget)) {
    const read = document(item, { dictionary, locale })
    items.push(read)
    characters += 'text' in read ? read.text.length : 0
    if (items.length < ITEMS_MAX && characters < CHARACTERS_MAX) continue
    await tell(items)
    items = []
    characters = 0
  }
  if (items.length > 0) await tell(items)
  return budget
}

/** What holds in the hospital: its terms, and its medication tables, which only some tasks ask for. */
export interface InForce {
  dictionary: Dictionary
  medication: () => MedicationTables
}

/** Does one task with what is in force. What it finds on the way goes to `tell`; whatever it throws ends the task alone. */
export async function runTask(
  { name, input }: Task,
  { dictionary, medication }: InForce,
  tell: Tell,
): Promise<TaskOutput<TaskName>> {
  switch (name) {
    case 'readCase':
      return readCase(input.text, { ...input, dictionary, tables: medication() })
    case 'findIdentifiers':
      return input.texts.map((text) => findIdentifiers(text, { ...input, dictionary }))
    case 'checkMedication':
      return checkMedication(input, { tables: medication(), read: (text) => readText(text, dictionary) })
    case 'extract':
      return extractByRules(input.text, dictionary)
    case 'readUpload':
      return readUpload(input, dictionary, tell)
  }
}
