'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Table } from '@/app/_ui/table'
import { listShortcuts, onChange, type Shortcut } from './registry'
import { useShortcut } from './use-shortcut'

const NONE: readonly Shortcut[] = []
const WHERE = ['field', 'part', 'page', 'portal'] as const
const isField = (element: HTMLElement | null) =>
  element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement
const whereOf = ({ scope }: Shortcut): (typeof WHERE)[number] => {
  if (typeof scope === 'string') return scope
  return isField(scope.current) ? 'field' : 'part'
}

/** The shortcuts of the page, each once: the nearest first, always in the same order, and said of each that can do nothing just now. */
function ShortcutTable() {
  const t = useTranslations('controls')
  const all = useSyncExternalStore(onChange, listShortcuts, () => NONE)
  const byActive = all.toSorted((one, other) => Number(one.active) - Number(other.active))
  const rows = new Map(byActive.map((one) => [`${one.keys} ${one.label}`, one]))
  return (
    <Table head={[t('keys'), t('effect'), t('where.head')]} caption={t('shortcuts')}>
      {WHERE.flatMap((where) =>
        [...rows]
          .filter(([, one]) => whereOf(one) === where)
          .toSorted(([one], [other]) => one.localeCompare(other))
          .map(([name, { keys, label, active }]) => (
            <tr key={name} className={clsx(active || 'text-muted')}>
              <td className="whitespace-nowrap">
                <kbd className="font-mono">{keys}</kbd>
              </td>
              <td>
                {label}
                {active ? null : ` · ${t('notNow')}`}
              </td>
              <td className="text-muted whitespace-nowrap">{t(`where.${where}`)}</td>
            </tr>
          )),
      )}
    </Table>
  )
}

/** Opens the list of the shortcuts, by button or with "?". */
export function ShortcutsButton() {
  const t = useTranslations('controls')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  useShortcut({ keys: '?', label: t('shortcut.help'), scope: 'portal', run: () => setOpen(true) })
  return (
    <>
      <Button
        variant="quiet"
        aria-label={t('shortcuts')}
        title={t('shortcuts')}
        onClick={() => setOpen(true)}
      >
        ?
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('shortcuts')} size="small">
        <ShortcutTable />
        <div className="flex justify-end">
          <Button autoFocus onClick={() => setOpen(false)}>
            {portal('close')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
