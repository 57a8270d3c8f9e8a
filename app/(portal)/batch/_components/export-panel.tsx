'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { currentJobQuery, exportPath } from '@/lib/batch/client'
import { EXPORT_FORMATS, type Job } from '@/lib/batch/contract'

/** Takes the results out in one of three forms. After that the job does not stay for long. */
export function ExportPanel({ job }: { job: Job }) {
  const t = useTranslations('batch.export')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [rows, setRows] = useState<'all' | 'accepted'>('accepted')
  const empty = rows === 'accepted' ? job.accepted === 0 : job.finished - job.failed === 0
  const wipeAt = format.dateTime(new Date(job.wipeAt), { timeStyle: 'short' })
  return (
    <>
      {job.exported ? <p className="text-warning text-sm">{t('wipedAt', { time: wipeAt })}</p> : null}
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('title')} size="small">
        <p className="text-sm">{t('notice')}</p>
        {job.unsaved > 0 ? <Notice tone="warning">{t('unsaved', { count: job.unsaved })}</Notice> : null}
        <Select
          label={t('rows')}
          options={[
            { value: 'accepted', label: t('accepted', { count: job.accepted }) },
            { value: 'all', label: t('all', { count: job.finished - job.failed }) },
          ]}
          value={rows}
          onChange={(value) => setRows(value === 'accepted' ? 'accepted' : 'all')}
        />
        {empty ? (
          <p className="text-muted text-sm">{t('empty')}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {EXPORT_FORMATS.map((one) => (
              <li key={one}>
                <a
                  className="text-accent text-sm underline"
                  href={exportPath(job.id, one, rows)}
                  download
                  onClick={() => {
                    setTimeout(() => {
                      void queries.invalidateQueries({ queryKey: currentJobQuery.queryKey })
                    }, 1500)
                  }}
                >
                  {t(`format.${one}`)}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p className="text-muted text-xs">{t('after')}</p>
        <Button onClick={() => setOpen(false)}>{portal('close')}</Button>
      </Dialog>
    </>
  )
}
