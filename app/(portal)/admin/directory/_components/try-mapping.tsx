'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MappingFields, toMapping, mappingFields } from '@/app/(portal)/admin/_components/mapping-fields'
import { MappingPreview } from '@/app/(portal)/admin/_components/mapping-preview'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { Select } from '@/app/_ui/select'
import { mappingsQuery } from '@/lib/rights/client'
import type { Mapping } from '@/lib/rights/contract'
import type { PreviewChange } from '@/lib/rights/preview/contract'

const AS_IS = 'as-is'
const ADDED = 'added'

/** A mapping in words: its group, role and department. */
function useMappingText() {
  const security = useTranslations('admin.security')
  const { nameOf } = useDepartments()
  return ({ groupDn, role, departmentId }: Mapping): string =>
    [groupDn, role ? security(`roles.${role}`) : null, departmentId === null ? null : nameOf(departmentId)]
      .filter(Boolean)
      .join(' · ')
}

/** What the mappings give everybody, as they are, with one more, or without one. */
export function TryMapping() {
  const t = useTranslations('directory.preview')
  const { data, error } = useQuery(mappingsQuery)
  const mappingText = useMappingText()
  const [what, setWhat] = useState(AS_IS)
  const [fields, setFields] = useState(() => mappingFields(null))
  const [tried, setTried] = useState<{ change: PreviewChange } | null>(null)
  const change = (): PreviewChange => {
    if (what === AS_IS) return null
    return what === ADDED
      ? { kind: 'mapping_added', mapping: toMapping(fields) }
      : { kind: 'mapping_removed', id: what }
  }
  return (
    <section className="flex flex-col gap-3" aria-label={t('title')}>
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-muted text-sm">{t('hint')}</p>
      <QueryFailure error={error} />
      <Form
        className="flex max-w-3xl flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setTried({ change: change() })
        }}
      >
        <Select
          label={t('what')}
          value={what}
          options={[
            { value: AS_IS, label: t('asIs') },
            { value: ADDED, label: t('added') },
            ...(data?.mappings ?? []).map((mapping) => ({
              value: mapping.id,
              label: t('removedOf', { mapping: mappingText(mapping) }),
            })),
          ]}
          onChange={(value) => {
            setWhat(value)
            setTried(null)
          }}
        />
        {what === ADDED ? (
          <MappingFields
            fields={fields}
            onChange={(next) => {
              setFields(next)
              setTried(null)
            }}
          />
        ) : null}
        <div>
          <Button type="submit" variant="primary">
            {t('start')}
          </Button>
        </div>
      </Form>
      {tried ? <MappingPreview change={tried.change} /> : null}
    </section>
  )
}
