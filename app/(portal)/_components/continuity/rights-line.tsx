'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { meQuery } from '@/lib/auth/client'
import { keptQuery } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { clock, useCountdown } from './use-countdown'

const EVERY_MS = 15_000

/** Reads the roles again as soon as something is refused for want of a right. */
function useRefusals(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ type, query }) => {
        const error: unknown = query.state.error
        if (type !== 'updated' || !(error instanceof RequestError) || error.problem?.code !== 'forbidden') {
          return
        }
        void queries.invalidateQueries({ queryKey: meQuery.queryKey })
      }),
    [queries],
  )
}

/** Tells the person that the own rights have changed in place, and when cases that are out of reach will be wiped. */
export function RightsLine() {
  const t = useTranslations('controls.rights')
  const router = useRouter()
  useRefusals()
  const { data: me } = useQuery({ ...meQuery, refetchInterval: EVERY_MS })
  const now = me?.roles
    .map(({ role, departmentId }) => `${role} ${departmentId ?? ''}`)
    .sort()
    .join()
  const [known, setKnown] = useState<string>()
  if (known === undefined && now !== undefined) setKnown(now)
  const changed = now !== undefined && known !== undefined && now !== known
  const { data: kept } = useQuery({ ...keptQuery, enabled: changed })
  const left = useCountdown(kept?.wipedAt ? Date.parse(kept.wipedAt) : null)
  if (!changed) return null
  return (
    <Notice tone="warning" className="screen-only m-2 mb-0">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {t('changed')}
          {left === null ? null : ` ${t(left === 0 ? 'wiped' : 'wiping', { time: clock(left) })}`}
        </span>
        <Button
          onClick={() => {
            setKnown(now)
            router.refresh()
          }}
        >
          {t('reload')}
        </Button>
      </span>
    </Notice>
  )
}
