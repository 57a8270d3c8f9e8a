'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { Dialog } from '@/app/_ui/dialog'
import { Table } from '@/app/_ui/table'
import { endOwnSession, ownSessionsQuery } from '@/lib/auth/client'
import { QueryFailure } from './query-failure'

interface OwnSessionsProps {
  open: boolean
  onClose: () => void
}

/** Where the person is signed in, with a way to end a session left behind on another PC. */
export function OwnSessions({ open, onClose }: OwnSessionsProps) {
  const t = useTranslations('portal.ownSessions')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const queries = useQueryClient()
  const { data, error } = useQuery({ ...ownSessionsQuery, enabled: open })
  const end = useMutation({
    mutationFn: endOwnSession,
    onSuccess: () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  })
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <QueryFailure error={error ?? end.error} />
      <Table head={[t('address'), t('since'), t('lastAction'), '']} caption={t('title')}>
        {data?.sessions.map((session) => (
          <tr key={session.id}>
            <td>{session.address ?? '—'}</td>
            <td className="whitespace-nowrap">{at(session.createdAt)}</td>
            <td className="whitespace-nowrap">{at(session.lastActionAt)}</td>
            <td>
              {session.current ? (
                t('current')
              ) : (
                <RowAction
                  icon={LogOut}
                  danger
                  disabled={end.isPending}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('end')}
                </RowAction>
              )}
            </td>
          </tr>
        ))}
      </Table>
      <Button onClick={onClose}>{portal('close')}</Button>
    </Dialog>
  )
}
