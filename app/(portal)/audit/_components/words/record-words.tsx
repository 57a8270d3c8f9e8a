'use client'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { FactList } from '@/app/_ui/fact-list'
import { MixedText } from '@/app/_ui/mixed-text'
import { auditRecordSchema, type AuditRecord, type RecordProof } from '@/lib/audit/contract'
import { sayDetails } from './say-part'
import { useAuditNames } from './use-audit-names'
import { useSpeech } from './use-speech'

type Column = keyof AuditRecord
const COLUMNS = Object.keys(auditRecordSchema.shape) as Column[]
/** What is told above in its own way, or is there to be computed with. */
const TOLD_APART: readonly Column[] = ['id', 'at', 'event', 'outcome', 'detail', 'actorId', 'structure']
const COMPUTED: readonly Column[] = ['keyId', 'prevMac', 'mac', 'inputHmac', 'outputHmac', 'modelSha256']

/** Who asked for the change that the record belongs to, who decided on it, and when. */
function Approval({ approval }: { approval: NonNullable<RecordProof['approval']> }) {
  const t = useTranslations('audit.approval')
  const format = useFormatter()
  const { state, askedBy, askedAt, decidedBy, decidedAt } = approval
  const at = (time: string | null) =>
    time === null ? '—' : format.dateTime(new Date(time), { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <section aria-label={t('title')}>
      <h3 className="font-semibold">{t('title')}</h3>
      <ul className="text-sm">
        <li>
          <MixedText text={t('asked', { name: askedBy, at: at(askedAt) })} />
        </li>
        <li>
          <MixedText text={t(state, { name: decidedBy ?? '—', at: at(decidedAt) })} />
        </li>
      </ul>
    </section>
  )
}

interface RecordWordsProps {
  record: AuditRecord
  /** Names of whom it is about, and its approval; null until they are looked up. */
  described: Pick<RecordProof, 'people' | 'approval'> | null
}

/** What the record says, in words: when by the clock here, what, who, how it ended, its details, and who approved it. */
export function RecordWords({ record, described }: RecordWordsProps) {
  const t = useTranslations('audit')
  const format = useFormatter()
  const names = useAuditNames()
  const speech = useSpeech(described?.people ?? {})
  const { nameOf } = useDepartments()
  const say = (column: Column) => {
    const value = record[column]
    if (column === 'departmentId') return nameOf(record.departmentId)
    if (column === 'locale') return speech.word('locale', String(value)) ?? String(value)
    return typeof value === 'number' ? format.number(value) : String(value)
  }
  const rest = COLUMNS.filter(
    (column) => record[column] !== null && !TOLD_APART.includes(column) && !COMPUTED.includes(column),
  )
  const lines: [string, string][] = [
    [t('column.at'), format.dateTime(new Date(record.at), { dateStyle: 'medium', timeStyle: 'medium' })],
    [t('column.event'), names.event(record.event)],
    [t('column.outcome'), names.outcome(record.outcome)],
    ...rest.map((column): [string, string] => [t(`column.${column}`), say(column)]),
  ]
  const parts = sayDetails(record.detail, speech)
  return (
    <>
      <FactList facts={lines} />
      {described?.approval ? <Approval approval={described.approval} /> : null}
      {parts.length > 0 ? (
        <section aria-label={t('partsTitle')}>
          <h3 className="font-semibold">{t('partsTitle')}</h3>
          <FactList facts={parts} />
        </section>
      ) : null}
    </>
  )
}
