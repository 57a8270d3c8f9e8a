'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import type { Status } from '@/lib/operations/contract'
import { statusQuery } from '@/lib/operations/client'
import { useNoticeSentences } from './engine-notices'
import { useIsLost } from './continuity/use-is-lost'

interface ItemProps {
  name: string
  tone?: 'plain' | 'warning' | 'danger'
  children: ReactNode
}

function Item({ name, tone = 'plain', children }: ItemProps) {
  const colour = { plain: 'text-ink', warning: 'text-warning', danger: 'text-danger' }[tone]
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className={clsx(colour)}>{children}</dd>
    </div>
  )
}

function Device({ gpu, cpuThreads: threads }: Pick<Status, 'gpu' | 'cpuThreads'>) {
  const t = useTranslations('portal.status')
  if (gpu.mode === 'remote') {
    return (
      <Item name={t('device')} tone={gpu.ok ? 'plain' : 'warning'}>
        {t('remote', { up: gpu.name ?? '—' })}
      </Item>
    )
  }
  if (!gpu.ok) {
    return (
      <Item name={t('device')} tone="warning">
        {t('noGpu', { threads })}
      </Item>
    )
  }
  if (gpu.mode === 'cpu') return <Item name={t('device')}>{t('cpu', { threads })}</Item>
  return (
    <Item name={t('device')}>
      {t('gpu', { name: gpu.name ?? gpu.mode, used: gpu.vramUsedMiB, total: gpu.vramTotalMiB })}
    </Item>
  )
}

function Model({ model }: Pick<Status, 'model'>) {
  const t = useTranslations('portal.status')
  if (model.state === 'loading') {
    return (
      <Item name={t('model')} tone="warning">
        {t('loading')}
      </Item>
    )
  }
  if (model.state !== 'ready') {
    return (
      <Item name={t('model')} tone="danger">
        {t('failed')}
      </Item>
    )
  }
  return (
    <Item name={t('model')}>
      {model.name} · {t('context', { tokens: model.contextTokens })}
      {model.standing === 'released' ? null : (
        <span className="text-warning"> · {t(`standing.${model.standing}`)}</span>
      )}
    </Item>
  )
}

/** What is wrong with the model, in the words of the system page. */
function EngineLines({ notices }: Pick<Status, 'notices'>) {
  const sentences = useNoticeSentences(notices)
  return sentences.map((sentence) => (
    <p key={sentence} className="text-warning">
      {sentence}
    </p>
  ))
}

function Privacy({ privacy }: Pick<Status, 'privacy'>) {
  const t = useTranslations('portal.status')
  const count = privacy.outboundConnections
  if (privacy.mode === 'local') return <Item name={t('privacy')}>{t('local', { count })}</Item>
  if (privacy.mode === 'hospital') {
    return <Item name={t('privacy')}>{t('hospital', { servers: privacy.inferenceConnections, count })}</Item>
  }
  if (privacy.mode === 'unknown') {
    return (
      <Item name={t('privacy')} tone="warning">
        {t('unknown')}
      </Item>
    )
  }
  return (
    <Item name={t('privacy')} tone="danger">
      {t('outbound', { count })}
    </Item>
  )
}

/** Says that nothing is known of the present, and how old the last reading is. */
function NotReached({ readAt }: { readAt: number }) {
  const t = useTranslations('portal')
  const format = useFormatter()
  const time = format.dateTime(new Date(readAt), { timeStyle: 'medium' })
  return (
    <p role="status" className="text-danger">
      {readAt === 0 ? t('unreachable') : t('status.lost', { time })}
    </p>
  )
}

/** Whether something of a reading must be seen even where there is little room. */
const isAlarming = ({ gpu, model, privacy }: Status): boolean =>
  !gpu.ok || model.state === 'failed' || privacy.outboundConnections > 0 || privacy.mode === 'unknown'

/** What was read. A narrow window shows one line that opens the rest, and all of it where something is wrong. */
function Reading({ status }: { status: Status }) {
  const t = useTranslations('portal.status')
  const [chosen, choose] = useState(false)
  const { gpu, cpuThreads, model, queue, privacy } = status
  const open = chosen || isAlarming(status)
  const sound = model.state === 'ready' && model.standing === 'released'
  const standing = sound ? model.name : model.state === 'ready' ? t(`standing.${model.standing}`) : null
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        className="flex min-h-[24px] w-full items-center gap-1.5 text-left sm:hidden"
        onClick={() => choose(!chosen)}
      >
        <ChevronUp aria-hidden size={14} className={clsx('shrink-0', open && 'rotate-180')} />
        <span className={clsx('min-w-0', sound && 'truncate')}>
          {standing ?? t(model.state === 'loading' ? 'loading' : 'failed')}
        </span>
        {/* A warning is read whole: where the queue does not fit beside it in one line, its two numbers stand in two. */}
        <span className="text-muted flex flex-1 flex-wrap justify-end gap-x-1">
          {t('queueText', queue)
            .split(/(?<= ·) /u)
            .map((number) => (
              <span key={number} className="whitespace-nowrap">
                {number}
              </span>
            ))}
        </span>
      </button>
      <dl className={clsx('flex-wrap gap-x-5 gap-y-0.5', open ? 'flex' : 'hidden sm:flex')}>
        <Device gpu={gpu} cpuThreads={cpuThreads} />
        <Model model={model} />
        <Item name={t('queue')}>{t('queueText', queue)}</Item>
        <Privacy privacy={privacy} />
      </dl>
    </>
  )
}

/**
 * Device, model, queue and privacy, at the foot of every page. Once a reading fails, is held back because the browser is
 * offline, or is too old, none of it is claimed any more.
 */
export function StatusLine() {
  const t = useTranslations('portal')
  const { data, dataUpdatedAt } = useQuery(statusQuery)
  const lost = useIsLost()
  return (
    <footer
      aria-label={t('status.label')}
      className="screen-only border-line bg-panel min-h-7 shrink-0 border-t px-2 py-1 text-xs sm:px-4"
    >
      {lost ? <NotReached readAt={dataUpdatedAt} /> : null}
      {data && !lost ? (
        <>
          <EngineLines notices={data.notices} />
          <Reading status={data} />
        </>
      ) : null}
    </footer>
  )
}
