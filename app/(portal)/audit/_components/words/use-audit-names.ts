'use client'
import { useTranslations } from 'next-intl'
import { auditOutcomeSchema } from '@/lib/audit/contract'

/** Names of events and outcomes; one that this version does not know is shown as it is stored. */
export function useAuditNames() {
  const t = useTranslations('audit')
  return {
    event: (name: string) => {
      const key = `event.${name.replace('.', '-')}`
      return t.has(key) ? t(key) : name
    },
    outcome: (name: string | null) =>
      auditOutcomeSchema.safeParse(name).success ? t(`outcome.${name ?? ''}`) : (name ?? '—'),
  }
}
