import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Notice } from '@/app/_ui/notice'
import { MixedText } from '@/app/_ui/mixed-text'
import { waitingQuery } from '@/lib/rights/client'
import type { Change } from '@/lib/rights/contract'
import { ChangeText } from './change-text'

/** Changes of these kinds that wait for a second person, above the list that they would change. */
export function WaitingChanges({ kinds }: { kinds: readonly Change['kind'][] }) {
  const t = useTranslations('policies.approval')
  const { data } = useQuery(waitingQuery)
  const waiting = data?.changes.filter(({ change }) => kinds.includes(change.kind)) ?? []
  if (waiting.length === 0) return null
  return (
    <Notice tone="info">
      <Link className="text-accent underline" prefetch={false} href="/admin/approvals">
        {t('waiting', { count: waiting.length })}
      </Link>
      <ul className="list-disc pl-5">
        {waiting.map((one) => (
          <li key={one.id}>
            <ChangeText change={one.change} subject={one.subject} named={one.named} />
            <span className="text-muted block text-xs">
              <MixedText text={t('askedBy', { name: one.requestedBy.displayName })} />{' '}
              {one.waitsFor.length > 0 ? (
                <MixedText
                  text={t('waitsFor', {
                    names: one.waitsFor.map(({ displayName }) => displayName).join(t('and')),
                  })}
                />
              ) : (
                t('waitsForNobody')
              )}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
