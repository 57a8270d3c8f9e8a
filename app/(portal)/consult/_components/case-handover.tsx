'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Notice } from '@/app/_ui/notice'
import { conversationQuery, conversationsQuery, offersQuery } from '@/lib/consult/client'
import { GiveCase } from './give-case'
import { TakeCase } from './take-case'

interface CaseHandoverProps {
  openId: string | null
  onOpen: (id: string | null) => void
}

/** Follows the offered case until somebody has it: then it is forgotten here, and the name of the person is returned. */
function useTakenBy(offered: string | null, onOpen: CaseHandoverProps['onOpen']): string | null {
  const queries = useQueryClient()
  const { data } = useQuery({ ...offersQuery, enabled: offered !== null })
  const takenBy = data?.offers.find(({ conversationId }) => conversationId === offered)?.takenBy ?? null
  useEffect(() => {
    if (takenBy === null || offered === null) return
    queries.removeQueries({ queryKey: conversationQuery(offered).queryKey })
    void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    onOpen(null)
  }, [takenBy, offered, onOpen, queries])
  return takenBy
}

/** Hands the open case to a colleague, or takes one over. */
export function CaseHandover({ openId, onOpen }: CaseHandoverProps) {
  const t = useTranslations('handover')
  const [offered, setOffered] = useState<string | null>(null)
  const takenBy = useTakenBy(offered, onOpen)
  return (
    <div className="flex flex-wrap items-center gap-1">
      {openId === null ? null : (
        <GiveCase key={openId} conversationId={openId} onOffered={() => setOffered(openId)} />
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
