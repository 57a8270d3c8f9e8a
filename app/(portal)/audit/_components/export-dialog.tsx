'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { saveFile } from '@/app/(portal)/_components/save-file'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Select } from '@/app/_ui/select'
import { approvalsQuery, requestExport } from '@/lib/rights/client'
import { exportManifest, exportPath, type AuditFilters } from '@/lib/audit/client'

interface ExportDialogProps {
  open: boolean
  filters: AuditFilters
  onClose: () => void
}

/** With four eyes, a file can be taken once for each approval of another person. */
function useApproval(format: string) {
  const queries = useQueryClient()
  const { data } = useQuery(approvalsQuery)
  const approved = data?.changes.some(
    ({ change, own, state, used }) =>
      change.kind === 'audit_export' && change.format === format && own && state === 'approved' && !used,
  )
  const ask = useMutation({
    mutationFn: requestExport,
    onSuccess: () => queries.invalidateQueries({ queryKey: approvalsQuery.queryKey }),
  })
  return { allowed: data !== undefined && (!data.enabled || approved === true), ask }
}

/** Prepares an export of what the filters show: first the signed manifest, then the file that it describes. */
export function ExportDialog({ open, filters, onClose }: ExportDialogProps) {
  const t = useTranslations('audit.export')
  const portal = useTranslations('portal')
  const number = useFormatter()
  const [format, setFormat] = useState('jsonl')
  const [kept, keep] = useState<string | null>(null)
  const { mutate, data, isPending, error, reset } = useMutation({
    mutationFn: (chosen: string) => exportManifest(filters, chosen),
  })
  const { allowed, ask } = useApproval(format)
  const name = `innerward-audit.${format}`
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <p className="text-muted text-sm">{t('description')}</p>
      <div className="flex items-end gap-3">
        <Select
          label={t('format')}
          options={['jsonl', 'csv'].map((value) => ({ value, label: value.toUpperCase() }))}
          value={format}
          onChange={(value) => {
            setFormat(value)
            reset()
          }}
        />
        {allowed ? (
          <Button variant="primary" disabled={isPending} onClick={() => mutate(format)}>
            {t(isPending ? 'preparing' : 'prepare')}
          </Button>
        ) : (
          <Button disabled={ask.isPending || ask.isSuccess} onClick={() => ask.mutate(format)}>
            {t(ask.isSuccess ? 'asked' : 'ask')}
          </Button>
        )}
      </div>
      <QueryFailure error={error ?? ask.error} />
      {data ? (
        <>
          <p className="text-sm">
            {t('ready', { records: number.number(data.records), id: data.upToId })}
            <code className="block text-xs break-all">SHA-256 {data.sha256}</code>
          </p>
          <div className="flex items-center gap-3">
            <Button
              variant={kept === data.sha256 ? 'secondary' : 'primary'}
              onClick={() => {
                saveFile(`${name}.manifest.json`, `${JSON.stringify(data, null, 2)}\n`)
                keep(data.sha256)
              }}
            >
              {t('manifest')}
            </Button>
            {kept === data.sha256 ? (
              <a
                className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
                href={exportPath(filters, { format, upTo: data.upToId })}
                download={name}
              >
                {t('file')}
              </a>
            ) : (
              <p className="text-muted text-sm">{t('manifestFirst')}</p>
            )}
          </div>
          <p className="text-muted text-xs">{t('offline')}</p>
        </>
      ) : null}
      <Button onClick={onClose}>{portal('close')}</Button>
    </Dialog>
  )
}
