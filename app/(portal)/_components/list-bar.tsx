'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Pager } from '@/app/_ui/pager'

interface ListBarProps {
  /** What is searched, for example "Name or user name". */
  label: string
  onSearch: (search: string) => void
  /** Further filters. */
  children?: ReactNode
}

/** The search of a list and its filters. The slash key goes to the search. */
export function ListBar({ label, onSearch, children }: ListBarProps) {
  const t = useTranslations('controls')
  const [typed, setTyped] = useState('')
  return (
    <Form
      role="search"
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <Field
        label={label}
        type="search"
        maxLength={128}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          if (target.value === '') onSearch('')
        }}
      />
      <Button type="submit">{t('find')}</Button>
      {children}
    </Form>
  )
}

interface ListFootProps {
  page: number
  total: number
  perPage: number
  onChange: (page: number) => void
}

/** How many lines a list has, and its pages. */
export function ListFoot({ page, total, perPage, onChange }: ListFootProps) {
  const t = useTranslations('controls')
  const portal = useTranslations('portal')
  if (total === 0) return null
  const pages = Math.max(1, Math.ceil(total / perPage))
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p role="status" className="text-muted text-sm">
        {t('total', { count: total })}
      </p>
      <Pager
        page={page}
        pages={pages}
        labels={{
          previous: portal('pager.previous'),
          next: portal('pager.next'),
          position: portal('pager.position', { page, pages }),
        }}
        onChange={onChange}
      />
    </div>
  )
}
