import type { Extracted } from '@/lib/documents/extract/extract-by-rules'
import type { Budget } from '@/lib/documents/read/item'
import type { Totals } from '@/lib/documents/totals/contract'
import type { TotalledDocument, TotalOptions } from '@/lib/documents/totals/total-documents'
import type { ItemProblem } from '@/lib/documents/contract'
import type { PublicationReading } from '@/lib/documents/publication/contract'
import type { CaseReading } from '@/lib/quarantine/read-case'
import type { HospitalState } from '@/lib/clinical/medication/hospital-tables'
import type { MedicationCheck } from '@/lib/clinical/medication/check-medication'
import type { TermTable } from '@/lib/clinical/terms/term-table'
import type { Identifier } from '@/lib/privacy/contract'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import type { Locale } from '@/lib/shared/locale'

/** A question with what its case said before, as a reader is told of it. */
export interface CaseText {
  text: string
  locale: Locale
  /** Earlier questions, oldest first. */
  earlier: readonly string[]
  /** Red flags that the policy does not apply. */
  switchedOff: readonly string[]
  /** Names that the case has masked. */
  known?: readonly KnownName[]
}

/** A document of an upload, masked before it leaves the reader, or why there is none. Names are as they may be shown. */
export type ReadDocument =
  | { name: string; text: string; masked: number }
  | { name: string; problem: ItemProblem }

/** What a reader can be asked, what it answers, and what it tells on the way. */
export interface ReaderTasks {
  /** Everything that the rules say of a question. */
  readCase: { input: CaseText; output: CaseReading }
  /** The identifiers of each text. */
  findIdentifiers: {
    input: { texts: readonly string[]; locale: Locale; known?: readonly KnownName[] }
    output: readonly (readonly Identifier[])[]
  }
  /** What the medication tables say of some orders. */
  checkMedication: {
    input: { drugs: readonly string[]; facts: string; locale: Locale }
    output: MedicationCheck
  }
  /** The typed form of one discharge summary. */
  extract: { input: { text: string }; output: Extracted }
  /** What the values of many documents say together. */
  totalDocuments: { input: TotalOptions & { documents: readonly TotalledDocument[] }; output: Totals }
  /** The documents of a file, told as `items`; the answer is what is left of the budget. */
  readUpload: {
    input: { name: string; bytes: Uint8Array; budget: Budget; locale: Locale }
    item: ReadDocument
    output: Budget
  }
  /** A document of the library, or why it is refused. Eight million characters of text at most, so one message carries it. */
  readPublication: { input: { name: string; bytes: Uint8Array }; output: PublicationReading }
}
export type TaskName = keyof ReaderTasks
export type TaskInput<N extends TaskName> = ReaderTasks[N]['input']
export type TaskOutput<N extends TaskName> = ReaderTasks[N]['output']

export type Task = { [N in TaskName]: { name: N; input: TaskInput<N> } }[TaskName]

/** What the portal tells a reader: first the hospital's terms, its medication tables whenever they changed, one task at a time. */
export type ToReader =
  | { type: 'tables'; tables: readonly TermTable[] }
  | { type: 'medication'; state: HospitalState }
  | { type: 'task'; task: Task }

/** What a reader tells. A task ends with one `done` or one `failed`; what failed is not said, since it may quote the text. */
export type FromReader =
  | { type: 'ready' }
  | { type: 'items'; items: readonly ReadDocument[] }
  | { type: 'done'; output: TaskOutput<TaskName> }
  | { type: 'failed' }
