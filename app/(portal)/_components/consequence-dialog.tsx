'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Skeleton } from '@/app/_ui/states'
import { consequencesQuery } from '@/lib/rights/consequences/client'
import type { Consequences, TriedChange } from '@/lib/rights/consequences/contract'

/** Counts that hold somebody up or cannot be taken back. */
const GRAVE: readonly string[] = [
  'at_work',
  'sessions_end',
  'directory_silent',
  'people_missing',
  'records_pruned',
  'several_roles',
  'approvers_lost',
  'people_lose_batch',
  'people_over_limit',
  'questions_masked',
  'questions_refused',
  'answers_unsourced',
  'warnings_gone',
  'passages_withdrawn',
  'templates_naming',
]

/** What would follow, in a list; counts of nobody are said as well. */
function Counted({ data, first }: { data: Consequences; first: ReactNode }) {
  const t = useTranslations('consequences')
  return (
    <>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
        {first}
        {data.counts.map(({ what, count }) => (
          <li key={what} className={count > 0 && GRAVE.includes(what) ? 'text-danger font-medium' : ''}>
            {t(`count.${what}.${count === 0 ? 'none' : 'some'}`, { count })}
          </li>
        ))}
      </ul>
      <p className="text-muted text-xs">{t('now')}</p>
    </>
  )
}

interface ConsequenceDialogProps {
  title: string
  /** What is tried out. */
  change: TriedChange
  /** The word on the button that does it. */
  action: string
  /** True where something is taken from somebody. */
  danger?: boolean
  onYes: () => void
  onClose: () => void
  /** Lines of the list before its counts. */
  first?: (data: Consequences) => ReactNode
  /** What is to be said before the consequences. */
  children?: ReactNode
}

/** Shows what a change would do before it is made. Cancel has the focus; the act waits until its consequences are known. */
export function ConsequenceDialog(props: ConsequenceDialogProps) {
  const { title, change, action, danger = true, onYes, onClose, first, children } = props
  const t = useTranslations('consequences')
  const portal = useTranslations('portal')
  const { data, error, isFetching, refetch } = useQuery(consequencesQuery(change))
  return (
    <Dialog open onClose={onClose} title={title} size="small">
      {children}
      <section
        aria-live="polite"
        aria-busy={isFetching}
        className="bg-raised flex flex-col gap-2 rounded p-3"
      >
        <h3 className="text-sm font-semibold">{t('title')}</h3>
        {data && !isFetching ? <Counted data={data} first={first?.(data)} /> : null}
        {isFetching ? <Skeleton label={t('counting')} lines={3} /> : null}
        <QueryFailure error={error} />
        {error ? <Button onClick={() => void refetch()}>{t('recount')}</Button> : null}
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {portal('cancel')}
        </Button>
        <Button
          variant={danger ? 'danger' : 'primary'}
          disabled={!data || isFetching}
          onClick={() => {
            onClose()
            onYes()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
