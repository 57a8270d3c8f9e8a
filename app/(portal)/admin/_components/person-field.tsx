'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { ComboField } from '@/app/_ui/combo-field'
import { peopleQuery } from '@/lib/rights/consequences/client'

/** How long nobody types before it is searched, in ms: every search is a reading, and recorded. */
const PAUSE_MS = 300

function useSettled(text: string): string {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

interface PersonFieldProps {
  label: string
  /** User name of who was chosen, or empty. */
  value: string
  onChange: (username: string) => void
  error?: string | null
}

/** Finds a person by name or user name. */
export function PersonField({ label, value, onChange, error = null }: PersonFieldProps) {
  const t = useTranslations('consequences.person')
  const { nameOf } = useDepartments()
  const [typed, setTyped] = useState('')
  const search = useSettled(value === '' ? typed.trim() : '')
  const { data, isFetching } = useQuery(peopleQuery(search))
  const found = (data?.people ?? []).map(({ username, displayName, departmentId }) => ({
    ...{ id: username, label: displayName },
    detail: [username, departmentId ? nameOf(departmentId) : ''].filter(Boolean).join(' · '),
  }))
  return (
    <ComboField
      label={label}
      hint={t('hint')}
      typed={typed}
      found={found}
      empty={t(isFetching || search !== typed.trim() ? 'searching' : search === '' ? 'hint' : 'none')}
      error={error}
      onType={(text) => {
        if (text === typed) return
        setTyped(text)
        onChange('')
      }}
      onChoose={(username) => {
        const name = found.find(({ id }) => id === username)?.label ?? username
        setTyped(`${name}（${username}）`)
        onChange(username)
      }}
    />
  )
}
