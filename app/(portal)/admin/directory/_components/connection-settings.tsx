'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { CertificateNotice } from '@/app/(portal)/admin/_components/certificate-notice'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { FactList, type Facts } from '@/app/_ui/fact-list'
import { Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { directoryQuery } from '@/lib/operations/directory/client'
import type { DirectorySettings } from '@/lib/operations/directory/contract'

function Servers({ servers, demo }: Pick<DirectorySettings, 'servers' | 'demo'>) {
  const t = useTranslations('directory.settings')
  const format = useFormatter()
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' })
  return (
    <Table head={[t('server'), t('encryption'), t('certificate')]} caption={t('server')}>
      {servers.map(({ address, encryption, certificate }) => (
        <tr key={address}>
          <td className="break-all">
            {address}
            {demo ? <span className="text-muted"> ({t('demo')})</span> : null}
          </td>
          <td>{t(encryption)}</td>
          <td>
            {certificate ? (
              <>
                {certificate.names.join(', ')} ·{' '}
                {t('validTo', { date: date(certificate.validTo), days: certificate.daysLeft })}
              </>
            ) : (
              <span className="text-muted">{encryption === 'none' ? '—' : t('unseen')}</span>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function useFacts(settings: DirectorySettings): Facts {
  const t = useTranslations('directory.settings')
  const { attributes, bindTemplate } = settings
  return [
    [
      t('bindMode'),
      settings.bindMode === 'direct' ? t('direct', { template: bindTemplate ?? '' }) : t('search'),
    ],
    [t('serviceAccount'), settings.serviceAccount ?? t('noServiceAccount')],
    [t('baseDn'), settings.baseDn],
    [t('userFilter'), settings.userFilter],
    [t('nestedGroups'), t(`nested.${settings.nestedGroups}`)],
    [
      t('attributes'),
      t('attributesText', { ...attributes, department: attributes.department ?? t('notMapped') }),
    ],
  ]
}

function Settings({ settings }: { settings: DirectorySettings }) {
  const facts = useFacts(settings)
  return (
    <>
      {settings.servers.map(({ address, certificate }) =>
        certificate?.endsSoon ? (
          <CertificateNotice key={address} address={address} certificate={certificate} />
        ) : null,
      )}
      <Servers {...settings} />
      <FactList facts={facts} />
    </>
  )
}

/** The servers with their certificates, and the settings of the environment. */
export function ConnectionSettings() {
  const t = useTranslations('directory.settings')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(directoryQuery)
  return (
    <section className="flex flex-col gap-2" aria-label={t('title')}>
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-muted text-sm">{t('hint')}</p>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? <Settings settings={data} /> : null}
    </section>
  )
}
