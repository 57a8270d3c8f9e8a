'use client'
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { meQuery } from '@/lib/auth/client'

const EVERY_MINUTE = 60_000

/** Red lines above every page for what must not go unnoticed, read again every minute. */
export function AlertLines() {
  const t = useTranslations('emergency.alert')
  const format = useFormatter()
  const { data: me } = useQuery({ ...meQuery, refetchInterval: EVERY_MINUTE })
  if (!me || me.alerts.length === 0) return null
  const until = format.dateTime(new Date(me.expiresAt), { timeStyle: 'short' })
  return (
    <div role="alert" className="screen-only bg-danger text-on-danger flex flex-col text-sm font-medium">
      {me.alerts.map((alert) => (
        <p key={alert} className="flex items-start gap-2 px-4 py-1">
          <ShieldAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {t(alert, { until })}
        </p>
      ))}
    </div>
  )
}
