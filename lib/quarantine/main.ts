import { applyHospital, UNCHANGED, type HospitalState } from '@/lib/clinical/medication/hospital-tables'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { builtInEntries, compileDictionary, type Dictionary } from '@/lib/clinical/terms/dictionary'
import { mergeTables } from '@/lib/clinical/terms/merge-tables'
import type { FromReader, Task, ToReader } from '@/lib/quarantine/protocol'
import { runTask } from '@/lib/quarantine/tasks'

/**
 * The reader process: reads what people sent, one task at a time. It has no file but tables of fonts, no key, no setting and no network, and
 * whoever takes it over has what the task at hand says.
 */
let dictionary: Dictionary | undefined
/** Told by whoever starts this process, which may read it and no other folder. */
const pdfFiles = process.argv[2] ?? ''
let hospital: HospitalState = UNCHANGED
let tables: MedicationTables | undefined

/** Made when a task first asks for them: most readers read files. */
const medication = () => (tables ??= applyHospital(hospital))

const send = (message: FromReader) =>
  new Promise<void>((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve())
    else resolve()
  })

async function work(task: Task): Promise<void> {
  try {
    dictionary ??= compileDictionary(builtInEntries())
    const output = await runTask(task, {
      dictionary,
      medication,
      pdfFiles,
      tell: (items) => send({ type: 'items', items }),
    })
    await send({ type: 'done', output })
  } catch {
    await send({ type: 'failed' })
  }
}

/** Its expressions are compiled and its tables made by the first reading: nobody should wait for that. */
async function warmUp(terms: Dictionary): Promise<void> {
  const text =
    '男，65岁，胸痛2小时，BP 90/60mmHg。65M, chest pain for 2 h, on aspirin 100 mg. Dr Lee, Ward 4.'
  const input = { text, locale: 'zh-CN', earlier: [], switchedOff: [] } as const
  await runTask(
    { name: 'readCase', input },
    { dictionary: terms, medication, pdfFiles, tell: async () => {} },
  )
}

process.on('message', (message: ToReader) => {
  if (message.type === 'task') void work(message.task)
  else if (message.type === 'medication') {
    hospital = message.state
    tables = undefined
  } else {
    dictionary = compileDictionary(mergeTables(builtInEntries(), message.tables))
    // A rule that fails on our sentence fails the tasks it meets, and none of the others.
    void warmUp(dictionary)
      .catch(() => undefined)
      .then(() => send({ type: 'ready' }))
  }
})
// The portal is gone: nobody would stop this process or read its answers.
process.on('disconnect', () => process.exit(0))
// Signals of the terminal go to the whole group; the portal decides when a reader ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
