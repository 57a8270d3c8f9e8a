'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import { meQuery } from '@/lib/auth/client'

/** The line that an admin set for everybody, for example planned downtime. */
export function NoticeLine() {
  const english = useLocale() === 'en'
  const { data } = useQuery(meQuery)
  const text = english ? data?.notice.en : data?.notice.zh
  if (!text) return null
  return (
    <Notice tone="warning" className="screen-only m-2 mb-0">
      {text}
    </Notice>
  )
}
