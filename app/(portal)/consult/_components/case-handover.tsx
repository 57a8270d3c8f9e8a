'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Notice } from '@/app/_ui/notice'
import { conversationQuery, conversationsQuery, offersQuery } from '@/lib/consult/client'
import { GiveCase } from './give-case'
import { TakeCase } from './take-case'

type Open = (id: string | null) => void

interface Handover {
  /** Name of the person who took the offered case over; null while nobody has. */
  takenBy: string | null
  /** Follows a case that was offered. */
  follow: (conversationId: string) => void
}

/** Follows an offered case until somebody has it: then it is forgotten here. Kept where no case is, since the case goes. */
export function useHandover(onOpen: Open): Handover {
  const queries = useQueryClient()
  const [offered, follow] = useState<string | null>(null)
  const { data } = useQuery({ ...offersQuery, enabled: offered !== null })
  const takenBy = data?.offers.find(({ conversationId }) => conversationId === offered)?.takenBy ?? null
  useEffect(() => {
    if (takenBy === null || offered === null) return
    queries.removeQueries({ queryKey: conversationQuery(offered).queryKey })
    void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    onOpen(null)
  }, [takenBy, offered, onOpen, queries])
  return { takenBy, follow }
}

interface CaseHandoverProps {
  openId: string | null
  onOpen: Open
  handover: Handover
}

/** Hands the open case to a colleague, or takes one over. */
export function CaseHandover({ openId, onOpen, handover: { takenBy, follow } }: CaseHandoverProps) {
  const t = useTranslations('handover')
  return (
    <div className="flex flex-wrap items-center gap-1">
      {openId === null ? null : (
        <GiveCase key={openId} conversationId={openId} onOffered={() => follow(openId)} />
      )}
      <TakeCase onTaken={onOpen} />
      {takenBy === null ? null : (
        <Notice tone="success" className="w-full">
          {t('taken', { name: takenBy })}
        </Notice>
      )}
    </div>
  )
}
