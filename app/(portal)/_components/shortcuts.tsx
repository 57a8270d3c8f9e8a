'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Table } from '@/app/_ui/table'

/** Each shortcut: its keys, and the key of its text in messages/<locale>/controls.json under `shortcut`. */
const SHORTCUTS = [
  ['?', 'help'],
  ['/', 'search'],
  ['Ctrl+L', 'lock'],
  ['Ctrl+Enter', 'ask'],
  ['Esc', 'stop'],
  ['Alt+C', 'calculators'],
  ['Tab · Shift+Tab', 'move'],
  ['← →', 'chart'],
] as const

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Opens the list of shortcuts with "?", and goes to the page's search with "/". A button does the first too. */
export function Shortcuts() {
  const t = useTranslations('controls')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '?') setOpen(true)
      else if (event.key === '/') document.querySelector<HTMLInputElement>('main input[type=search]')?.focus()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
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
        <Table head={[t('keys'), t('effect')]} caption={t('shortcuts')}>
          {SHORTCUTS.map(([keys, name]) => (
            <tr key={name}>
              <td className="whitespace-nowrap">
                <kbd className="font-mono">{keys}</kbd>
              </td>
              <td>{t(`shortcut.${name}`)}</td>
            </tr>
          ))}
        </Table>
        <div className="flex justify-end">
          <Button autoFocus onClick={() => setOpen(false)}>
            {portal('close')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
