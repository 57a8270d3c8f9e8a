'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { factorOf } from '@/app/(portal)/_components/policies/policy-units'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { changePolicy, policiesQuery } from '@/lib/rights/client'
import { COUNTED_POLICIES } from '@/lib/rights/consequences/contract'
import type { Policy } from '@/lib/rights/contract'
import { Select } from '@/app/_ui/select'
import { optionsOf, rangeOf } from './policy-fields'
import { ChangedFields } from './changed-fields'
import { RuleSwitches } from './rule-switches'

type Value = Policy['value'][string]

const asksFirst = (key: string) => COUNTED_POLICIES.some((one) => one === key)

interface PolicyFieldProps {
  policy: Policy
  name: string
  value: Value
  onChange: (value: Value) => void
}

function PolicyField({ policy, name, value, onChange }: PolicyFieldProps) {
  const t = useTranslations('policies')
  if (Array.isArray(value)) return <RuleSwitches policy={policy.key} off={value} onChange={onChange} />
  const label = t(`field.${policy.key}.${name}`)
  if (typeof value === 'boolean') {
    return (
      <Checkbox checked={value} onChange={onChange}>
        {label}
      </Checkbox>
    )
  }
  const options = optionsOf(policy.key, name)
  if (typeof value === 'string' && options) {
    return (
      <Select
        label={label}
        options={options.map((option) => ({
          value: option,
          label: t(`option.${policy.key}.${name}.${option}`),
        }))}
        value={value}
        onChange={onChange}
      />
    )
  }
  if (name === 'until') return <DateField label={label} value={String(value)} onChange={onChange} />
  if (typeof value === 'string') {
    return (
      <Field label={label} maxLength={300} value={value} onChange={({ target }) => onChange(target.value)} />
    )
  }
  const range = rangeOf(policy.key, name)
  const factor = factorOf(name)
  const standard = Number(policy.defaults[name]) / factor
  return (
    <Field
      label={label}
      hint={range ? t('range', { ...range, standard }) : t('standard', { standard })}
      type="number"
      step="any"
      required
      {...range}
      value={value / factor}
      onChange={({ target }) => onChange(Math.round(Number(target.value) * factor))}
    />
  )
}

/** What was typed of a policy, and the version that it began with, so that a change that was overtaken is noticed. */
export interface TypedPolicy {
  value: Policy['value']
  version: number
}

interface PolicyFormProps {
  policy: Policy
  /** What is typed and not saved. */
  typed: TypedPolicy | undefined
  onType: (typed: TypedPolicy | undefined) => void
  /** Told when a change holds that can be taken back. */
  onSaved: () => void
}

/** One policy with its ranges and defaults, and who set it when. */
export function PolicyForm({ policy, typed, onType, onSaved }: PolicyFormProps) {
  const t = useTranslations('policies')
  const format = useFormatter()
  const queries = useQueryClient()
  const { value: draft, version } = typed ?? policy
  const setDraft = (value: Policy['value']) => onType({ value, version })
  const [asking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: policiesQuery.queryKey })
  // What was typed is laid upon what somebody else saved, to be looked at and saved again.
  const reload = async () => {
    const { policies } = await queries.query({ ...policiesQuery, staleTime: 0 })
    const now = policies.find(({ key }) => key === policy.key)
    if (now) onType({ value: draft, version: now.version })
  }
  const save = useMutation({
    mutationFn: () => changePolicy(policy.key, { value: draft, version }),
    onSuccess: async ({ state }) => {
      if (state === 'applied' && !asksFirst(policy.key)) onSaved()
      await refresh()
      onType(undefined)
    },
  })
  const changed = JSON.stringify(draft) !== JSON.stringify(policy.value)
  return (
    <Form
      id={`policy-${policy.key}`}
      tabIndex={-1}
      className="border-line bg-panel mb-4 flex scroll-mt-14 break-inside-avoid flex-col gap-3 rounded border p-3"
      aria-label={t(`name.${policy.key}`)}
      onSubmit={(event) => {
        event.preventDefault()
        if (!asksFirst(policy.key)) save.mutate()
        else setAsking(true)
      }}
    >
      <h2 className="font-semibold">{t(`name.${policy.key}`)}</h2>
      <p className="text-muted text-sm">{t(`about.${policy.key}`)}</p>
      {Object.entries(draft).map(([name, value]) => (
        <PolicyField
          key={name}
          policy={policy}
          name={name}
          value={value}
          onChange={(next) => setDraft({ ...draft, [name]: next })}
        />
      ))}
      {asking ? (
        <ConsequenceDialog
          title={t('changeTitle', { name: t(`name.${policy.key}`) })}
          change={{ kind: 'policy', key: policy.key, value: draft }}
          action={t('save')}
          onYes={() => save.mutate()}
          onClose={() => setAsking(false)}
        >
          <p className="text-sm">{t(`confirm.${policy.key}`)}</p>
          <ChangedFields policy={policy} draft={draft} />
        </ConsequenceDialog>
      ) : null}
      <QueryFailure
        error={save.error}
        onReload={() => void reload()}
        labels={Object.fromEntries(
          Object.keys(draft).flatMap((name) => {
            const text = `field.${policy.key}.${name}`
            return t.has(text) ? [[name, t(text)]] : []
          }),
        )}
      />
      {save.data?.state === 'pending' ? <Notice tone="info">{t('pending')}</Notice> : null}
      <div className="mt-auto flex items-center justify-between gap-2">
        <p className="text-muted text-xs">
          {policy.updatedAt
            ? t('setBy', {
                name: policy.updatedBy?.displayName ?? '—',
                at: format.dateTime(new Date(policy.updatedAt), { dateStyle: 'short', timeStyle: 'short' }),
              })
            : t('default')}
        </p>
        <div className="flex gap-2">
          <Button variant="quiet" onClick={() => setDraft(policy.defaults)}>
            {t('toDefault')}
          </Button>
          <Button type="submit" variant="primary" disabled={!changed || save.isPending}>
            {t('save')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
