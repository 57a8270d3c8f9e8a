'use client'
import { clsx } from 'clsx'
import { Check, CircleMinus, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Table } from '@/app/_ui/table'
import type { DirectoryTest } from '@/lib/operations/directory/contract'
import { roleSchema } from '@/lib/shared/actor'

type Step = DirectoryTest['servers'][number]['steps'][number]
type Fact = Step['facts'][number]

const STATES = {
  ok: { Icon: Check, tone: 'text-success' },
  warning: { Icon: TriangleAlert, tone: 'text-warning' },
  failed: { Icon: X, tone: 'text-danger' },
  skipped: { Icon: CircleMinus, tone: 'text-muted' },
} as const

/** A fact in the reader's language: a role by its name, a department by its name, a time as a date. */
function useFactText() {
  const security = useTranslations('admin.security')
  const format = useFormatter()
  const { nameOf } = useDepartments()
  return ({ name, value }: Fact): string => {
    const role = name === 'role' ? roleSchema.safeParse(value) : null
    if (role?.success) return security(`roles.${role.data}`)
    if (name === 'department') return nameOf(value)
    return name === 'validTo' ? format.dateTime(new Date(value), { dateStyle: 'medium' }) : value
  }
}

function Facts({ facts }: Pick<Step, 'facts'>) {
  const t = useTranslations('directory.facts')
  const text = useFactText()
  const names = [...new Set(facts.map(({ name }) => name))]
  return (
    <dl className="grid grid-cols-[9rem_1fr] gap-x-2 text-xs">
      {names.map((name) => (
        <div key={name} className="contents">
          <dt className="text-muted">{t(name)}</dt>
          <dd className="break-all">
            {facts
              .filter((fact) => fact.name === name)
              .map((fact) => (
                <span key={fact.value} className="block">
                  {text(fact)}
                </span>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The steps of one server in their order: how each ended, how long it took, and what to do. */
export function StepTable({ address, steps }: { address: string; steps: readonly Step[] }) {
  const t = useTranslations('directory')
  const heading = (name: 'step' | 'result' | 'duration' | 'details') => t(`test.${name}`)
  return (
    <Table
      head={[heading('step'), heading('result'), heading('duration'), heading('details')]}
      caption={address}
    >
      {steps.map(({ step, state, reason, ms, facts }) => {
        const { Icon, tone } = STATES[state]
        return (
          <tr key={step}>
            <th scope="row" className="border-line border-t px-2.5 py-1.5 font-medium whitespace-nowrap">
              {t(`steps.${step}`)}
            </th>
            <td className={clsx('whitespace-nowrap', tone)}>
              <Icon aria-hidden size={14} className="mr-1 inline" />
              {t(`states.${state}`)}
            </td>
            <td className="text-right">{state === 'skipped' ? '—' : ms}</td>
            <td className="w-full">
              {reason ? (
                <p className={state === 'skipped' ? 'text-muted' : ''}>{t(`reasons.${reason}`)}</p>
              ) : null}
              {facts.length > 0 ? <Facts facts={facts} /> : null}
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
