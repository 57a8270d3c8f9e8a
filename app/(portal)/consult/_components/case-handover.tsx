'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { Notice } from '@/app/_ui/notice'
import { GiveCase } from './give-case'
import { TakeCase } from './take-case'

interface CaseHandoverProps {
  openId: string | null
  onOpen: (id: string | null) => void
}

/** Hands the open case to a colleague, or takes one over. */
export function CaseHandover({ openId, onOpen }: CaseHandoverProps) {
  const t = useTranslations('handover')
  const [takenBy, setTakenBy] = useState<string | null>(null)
  const onTaken = useCallback(
    (name: string) => {
      setTakenBy(name)
      onOpen(null)
    },
    [onOpen],
  )
  return (
    <div className="flex flex-wrap items-center gap-1">
      {openId === null ? null : <GiveCase key={openId} conversationId={openId} onTaken={onTaken} />}
      <TakeCase onTaken={onOpen} />
      {takenBy === null ? null : (
        <Notice tone="success" className="w-full">
          {t('taken', { name: takenBy })}
        </Notice>
      )}
    </div>
  )
}
