import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import { Notice } from '@/app/_ui/notice'
import type { protectionSchema } from '@/lib/rights/contract'

type Protection = z.infer<typeof protectionSchema>

/** Says plainly whether four eyes and separation are on, and, where they are not, what keeps them from coming on. */
export function ProtectionNotice({ protection }: { protection: Protection }) {
  const t = useTranslations('policies.protection')
  const { fourEyes, separation, hospital, approvers, newcomerHours, severalRoles } = protection
  if (fourEyes && separation && approvers >= 2) return null
  const lines = [
    fourEyes ? null : hospital ? t('offHospital', { approvers, hours: newcomerHours }) : t('offDemo'),
    fourEyes && approvers < 2 ? t('tooFew', { approvers }) : null,
    separation || !hospital
      ? null
      : severalRoles > 0
        ? t('severalRoles', { count: severalRoles })
        : t('notSeparate'),
  ].filter((line) => line !== null)
  if (lines.length === 0) return null
  return (
    <Notice tone={hospital ? 'warning' : 'info'}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  )
}
