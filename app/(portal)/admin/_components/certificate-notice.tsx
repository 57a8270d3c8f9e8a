'use client'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { Notice } from '@/app/_ui/notice'

interface CertificateNoticeProps {
  address: string
  certificate: { validTo: string; daysLeft: number }
}

/** That the certificate of a directory server ends soon, or has ended, and what to do. */
export function CertificateNotice({ address, certificate }: CertificateNoticeProps) {
  const t = useTranslations('directory.settings')
  const format = useFormatter()
  const { validTo, daysLeft: days } = certificate
  const date = format.dateTime(new Date(validTo), { dateStyle: 'long' })
  return (
    <Notice tone={days < 0 ? 'error' : 'warning'}>
      {days < 0 ? t('ended', { address, date }) : t('endsSoon', { address, date, days })}
    </Notice>
  )
}
