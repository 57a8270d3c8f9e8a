'use client'
import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MappingPreview } from '@/app/(portal)/admin/_components/mapping-preview'
import { RowAction } from '@/app/_ui/row-action'
import { Dialog } from '@/app/_ui/dialog'
import type { Change } from '@/lib/rights/contract'
import type { PreviewChange } from '@/lib/rights/preview/contract'

/** The part of a waiting change that the directory can be asked about; null for one of another kind. */
function previewable(change: Change): PreviewChange {
  if (change.kind === 'mapping_added') return { kind: change.kind, mapping: change.mapping }
  if (change.kind === 'mapping_changed') return { kind: change.kind, id: change.id, mapping: change.mapping }
  return change.kind === 'mapping_removed' ? { kind: change.kind, id: change.id } : null
}

/** Shows whom a waiting mapping would affect, to the person who decides on it. Nothing for other changes. */
export function PreviewOfChange({ change }: { change: Change }) {
  const t = useTranslations('directory.preview')
  const [open, setOpen] = useState(false)
  const tried = previewable(change)
  if (!tried) return null
  return (
    <>
      <RowAction icon={Eye} onClick={() => setOpen(true)}>
        {t('start')}
      </RowAction>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('title')} size="wide">
        <div className="whitespace-normal">
          <MappingPreview change={tried} />
        </div>
      </Dialog>
    </>
  )
}
