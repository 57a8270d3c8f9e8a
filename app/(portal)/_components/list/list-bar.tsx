'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Select } from '@/app/_ui/select'
import { useSearchShortcut } from '@/app/(portal)/_components/shortcuts/use-search-shortcut'
import type { List } from './use-list'

/** A filter with a closed list of choices, each of which acts at once. */
export interface ListFilter<F extends string> {
  name: F
  label: string
  /** The choice that leaves everything in. */
  all: string
  options: readonly { value: string; label: string }[]
}

interface ListBarProps<F extends string> {
  /** The name of the list, by which whoever goes from landmark to landmark tells two searches apart. */
  of: string
  /** What is searched, for example "Name or user name". */
  label: string
  list: List<F>
  filters: readonly ListFilter<F>[]
}

/** The search of a list, which acts on Enter, and its filters. The slash key goes to the search. */
export function ListBar<F extends string>({ of, label, list, filters }: ListBarProps<F>) {
  const t = useTranslations('controls')
  const { search: found } = list.filters
  const [typed, setTyped] = useState(found)
  // What empties the list's search elsewhere empties the field, too.
  const [seen, setSeen] = useState(found)
  if (seen !== found) {
    setSeen(found)
    setTyped(found)
  }
  const search = useSearchShortcut()
  return (
    <Form
      role="search"
      aria-label={of}
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        list.find(typed.trim())
      }}
    >
      <Field
        ref={search}
        label={label}
        type="search"
        maxLength={128}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          if (target.value === '') list.find('')
        }}
      />
      <Button type="submit">{t('find')}</Button>
      {filters.map(({ name, label: filter, all, options }) => (
        <Select
          key={name}
          label={filter}
          options={[{ value: '', label: all }, ...options]}
          value={list.filters[name]}
          onChange={(value) => list.choose({ [name]: value } as Record<F, string>)}
        />
      ))}
    </Form>
  )
}
