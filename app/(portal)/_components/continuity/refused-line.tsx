'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { draftQuery } from '@/lib/consult/client'
import { isLeaving } from '../leave'
import { keep } from './draft-saver'
import { accept, onRefused, refusedIds, showInBox } from './refused-drafts'

const NONE: readonly string[] = []

/** One text that two pages have written, with the choice between them. */
function Refused({ id }: { id: string }) {
  const t = useTranslations('controls.refused')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [unreachable, setUnreachable] = useState(false)
  const choose = async (own: boolean) => {
    const options = draftQuery(id)
    setUnreachable(false)
    try {
      const newer = await queries.query({ ...options, staleTime: 0 })
      const typed = accept(id)
      const text = own && typed !== undefined ? typed : newer.text
      showInBox(id, text)
      if (!own) return
      queries.setQueryData(options.queryKey, { text, version: newer.version })
      keep(id, { text, base: newer.version })
    } catch {
      setUnreachable(true)
    }
  }
  return (
    <Notice tone="warning" className="screen-only m-2 mb-0">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {t('text')}
          {unreachable ? ` ${portal('unreachable')}` : null}
        </span>
        <span className="flex flex-wrap gap-2">
          <Button onClick={() => void choose(false)}>{t('newer')}</Button>
          <Button onClick={() => void choose(true)}>{t('own')}</Button>
        </span>
      </span>
    </Notice>
  )
}

/** Tells the person that a text was written on another page meanwhile, and lets neither be lost before one is chosen. */
export function RefusedLine() {
  const ids = useSyncExternalStore(onRefused, refusedIds, () => NONE)
  const waits = ids.length > 0
  useEffect(() => {
    if (!waits) return
    const asked = (event: BeforeUnloadEvent) => {
      if (!isLeaving()) event.preventDefault()
    }
    window.addEventListener('beforeunload', asked)
    return () => window.removeEventListener('beforeunload', asked)
  }, [waits])
  return ids.map((id) => <Refused key={id} id={id} />)
}
