'use client'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { USAGE_GROUPS, type UsageOutput, type UsageQuery, type UsageRow } from '@/lib/usage/contract'
import { useFigureText } from './figure-text'

const OUTCOMES = ['complete', 'stopped', 'truncated', 'repeated', 'failed'] as const
const TIMES = ['firstToken', 'queue'] as const

interface UsageRowsProps {
  usage: UsageOutput
  groupBy: UsageQuery['groupBy']
  onGroup: (groupBy: UsageQuery['groupBy']) => void
  onDoctor: (id: string) => void
}

function RowName({
  row,
  groupBy,
  onDoctor,
  templates,
}: { row: UsageRow } & Pick<UsageRowsProps, 'groupBy' | 'onDoctor'> & Pick<UsageOutput, 'templates'>) {
  const t = useTranslations('usage')
  const { nameOf } = useDepartments()
  const { doctorId } = row
  if (doctorId) {
    return (
      <Button variant="quiet" className="text-accent !px-0 underline" onClick={() => onDoctor(doctorId)}>
        {row.key}
      </Button>
    )
  }
  if (groupBy === 'weekday') return t(`weekdays.${row.key}`)
  if (groupBy === 'hour') {
    return t('hourRange', { from: row.key, to: String(Number(row.key) + 1).padStart(2, '0') })
  }
  if (groupBy === 'department') return row.key === '' ? t('noDepartment') : nameOf(row.key)
  if (groupBy === 'template') {
    const name = templates.find(({ template }) => template === row.key)?.name
    return name ?? t(row.key === '' ? 'noTemplate' : 'ownTemplates')
  }
  return row.key
}

/** One line for each group of the chosen kind, with everything known of it. */
export function UsageRows({ usage, groupBy, onGroup, onDoctor }: UsageRowsProps) {
  const t = useTranslations('usage')
  const { count, duration } = useFigureText()
  const { rows, showPeople } = usage
  const groups = USAGE_GROUPS.filter((group) => group !== 'doctor' || showPeople)
  const most = Math.max(1, ...rows.map(({ questions }) => questions))
  const columns = showPeople ? [...OUTCOMES, 'answerTokens' as const] : []
  const timed = showPeople ? TIMES : []
  const times = (row: UsageRow, name: (typeof TIMES)[number]) =>
    name === 'queue'
      ? `${duration(row.medianQueueMs)} / ${duration(row.p95QueueMs)}`
      : `${duration(row.medianFirstTokenMs)} / ${duration(row.p95FirstTokenMs)}`
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="font-semibold">{t('detail')}</h2>
        <Select
          label={t('groupBy')}
          options={groups.map((value) => ({ value, label: t(`column.${value}`) }))}
          value={groupBy}
          onChange={(value) => onGroup(value as UsageQuery['groupBy'])}
        />
      </div>
      <DataTable
        caption={t('detail')}
        head={[
          t(`column.${groupBy}`),
          ...['questions', 'doctors', ...columns, ...timed].map((name) => t(`column.${name}`)),
        ]}
        rows={rows}
        row={(row) => (
          <tr key={row.doctorId ?? row.key}>
            <td className="whitespace-nowrap">
              <RowName row={row} groupBy={groupBy} onDoctor={onDoctor} templates={usage.templates} />
            </td>
            <td className="whitespace-nowrap">
              <meter className="mr-2 w-20" min={0} max={most} value={row.questions} aria-hidden />
              {count(row.questions)}
            </td>
            <td>{count(row.doctors)}</td>
            {columns.map((name) => (
              <td key={name}>{count(row[name])}</td>
            ))}
            {timed.map((name) => (
              <td key={name} className="whitespace-nowrap">
                {times(row, name)}
              </td>
            ))}
          </tr>
        )}
        error={null}
        empty={t(usage.suppressedRows > 0 ? 'allHidden' : 'empty')}
      />
    </section>
  )
}
