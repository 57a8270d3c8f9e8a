'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { CertificateNotice } from '@/app/(portal)/admin/_components/certificate-notice'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { EngineNotices } from '@/app/(portal)/_components/engine-notices'
import { Button } from '@/app/_ui/button'
import { FactList, type Facts } from '@/app/_ui/fact-list'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { systemQuery } from '@/lib/operations/client'
import type { SystemOverview as Overview } from '@/lib/operations/contract'
import { BackupPanel } from './backup-panel'
import { LibraryPanel } from './library-panel'
import { useGpuFacts } from './gpu-facts'
import { useProtectionFacts } from './protection-facts'

function Card({ title, facts }: { title: string; facts: Facts }) {
  return (
    <section className="border-line bg-panel rounded border p-3">
      <h2 className="mb-2 font-semibold">{title}</h2>
      <FactList facts={facts} />
    </section>
  )
}

/** The cards of the page: each a title and its facts, every number with its unit. */
function useCards(overview: Overview): { title: string; facts: Facts }[] {
  const t = useTranslations('admin.system')
  const words = useTranslations('engine')
  const format = useFormatter()
  const gpuFacts = useGpuFacts(overview.gpu)
  const protectionFacts = useProtectionFacts(overview.protection)
  const { engine, memory, directory, database } = overview
  const { certificate } = directory
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' })
  const mib = (value: number) => t('mib', { value })
  const hours = (overview.uptimeSeconds / 3600).toFixed(1)
  const device =
    engine.gpu.mode === 'cpu'
      ? t('cpu', { threads: engine.cpuThreads })
      : (engine.gpu.name ?? engine.gpu.mode)
  return [
    {
      title: t('model'),
      facts: [
        [t('state'), t(`states.${engine.state}`)],
        [t('name'), `${engine.model.name} (${t(`standing.${engine.model.standing}`)})`],
        ['SHA-256', engine.model.sha256],
        [t('context'), t('tokens', { value: engine.model.contextTokens })],
        ...(engine.placement
          ? [[words('placementName'), words('placement', engine.placement)] as const]
          : []),
        [t('queue'), t('queueText', engine.queue)],
      ],
    },
    {
      title: t('device'),
      facts: [
        [t('name'), device],
        [
          t('vram'),
          engine.gpu.mode === 'cpu' ? '—' : `${engine.gpu.vramUsedMiB} / ${mib(engine.gpu.vramTotalMiB)}`,
        ],
        ...gpuFacts,
        [t('resident'), mib(memory.residentMiB)],
        [t('free'), `${memory.freeMiB} / ${mib(memory.totalMiB)}`],
      ],
    },
    {
      title: t('directory'),
      facts: [
        [t('address'), `${directory.url}${directory.demo ? ` (${t('demoDirectory')})` : ''}`],
        [t('reachable'), t(directory.reachable ? 'yes' : 'no')],
        ...(certificate
          ? [
              [
                t('certificate'),
                t('certificateText', { date: date(certificate.validTo), days: certificate.daysLeft }),
              ] as const,
            ]
          : []),
      ],
    },
    { title: t('protection.title'), facts: protectionFacts },
    {
      title: t('database'),
      facts: [
        [t('size'), mib(database.sizeMiB)],
        [t('journal'), database.journalMode.toUpperCase()],
        [t('synchronous'), database.synchronous.toUpperCase()],
      ],
    },
    {
      title: t('software'),
      facts: [
        [t('version'), overview.version],
        ['Node.js', overview.nodeVersion],
        [t('uptime'), t('hours', { value: hours })],
      ],
    },
  ]
}

function Cards({ overview }: { overview: Overview }) {
  const cards = useCards(overview)
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
      {cards.map((card) => (
        <Card key={card.title} {...card} />
      ))}
    </div>
  )
}

/** The system admin's first page. Reading it is audited, so it is read again on request, not by a timer. */
export function SystemOverview() {
  const t = useTranslations('admin.system')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const { data, error, isPending, isFetching, dataUpdatedAt, refetch } = useQuery(systemQuery)
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <Button disabled={isFetching} onClick={() => void refetch()}>
          {t('refresh')}
        </Button>
      </PageHeader>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <p className={error ? 'text-warning text-sm' : 'text-muted text-sm'}>
          {t(error ? 'readBefore' : 'readAt', {
            time: format.dateTime(new Date(dataUpdatedAt), { timeStyle: 'medium' }),
          })}
        </p>
      ) : null}
      {data ? <EngineNotices notices={data.engine.notices} /> : null}
      {data?.directory.certificate?.endsSoon ? (
        <CertificateNotice
          address={data.directory.certificate.address}
          certificate={data.directory.certificate}
        />
      ) : null}
      {data ? <Cards overview={data} /> : null}
      <LibraryPanel />
      <BackupPanel />
    </div>
  )
}
