'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import { directoryQuery, testDirectory } from '@/lib/operations/directory/client'
import type { DirectoryTest } from '@/lib/operations/directory/contract'
import { StepTable } from './step-table'

type Server = DirectoryTest['servers'][number]

function Verdict({ steps }: Pick<Server, 'steps'>) {
  const t = useTranslations('directory.test')
  if (steps.some(({ state }) => state === 'failed')) return <Notice tone="error">{t('broken')}</Notice>
  const doubtful = steps.some(({ state }) => state === 'warning')
  return <Notice tone={doubtful ? 'warning' : 'success'}>{t(doubtful ? 'withWarnings' : 'allGood')}</Notice>
}

function Result({ result }: { result: DirectoryTest }) {
  const t = useTranslations('directory.test')
  if (result.servers.length === 0) return <Notice tone="error">{t('noServers')}</Notice>
  return (
    <>
      <p className="text-muted text-sm" role="status">
        {t('done', { ms: result.totalMs })}
      </p>
      {result.servers.map(({ address, steps }) => (
        <section key={address} className="flex flex-col gap-2" aria-label={address}>
          <h3 className="text-sm font-semibold break-all">{address}</h3>
          <Verdict steps={steps} />
          <StepTable address={address} steps={steps} />
        </section>
      ))}
    </>
  )
}

/** Tests every server step by step, with a person if one is named. */
export function ConnectionTest() {
  const t = useTranslations('directory.test')
  const queries = useQueryClient()
  const [username, setUsername] = useState('')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: testDirectory,
    onSettled: () => queries.invalidateQueries({ queryKey: directoryQuery.queryKey }),
  })
  return (
    <section className="flex flex-col gap-2" aria-label={t('title')}>
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-muted text-sm">{t('hint')}</p>
      <Form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          mutate(username.trim())
        }}
      >
        <Field
          label={t('username')}
          title={t('usernameHint')}
          value={username}
          maxLength={128}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setUsername(target.value)}
        />
        <Button type="submit" variant="primary" disabled={isPending}>
          {t('start')}
        </Button>
      </Form>
      <QueryFailure error={error} />
      {isPending ? <Loading label={t('running')} /> : null}
      {data ? <Result result={data} /> : null}
    </section>
  )
}
