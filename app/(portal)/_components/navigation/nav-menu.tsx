'use client'
import { Menu } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { buttonClass } from '@/app/_ui/button'
import { NavGroups } from './nav-groups'
import type { NavigationPage } from './nav-link'

/** The navigation behind a button, where there is no room for it. It closes by Escape, by a choice and when it is left. */
export function NavMenu({ pages }: { pages: readonly NavigationPage[] }) {
  const t = useTranslations('portal')
  const path = usePathname()
  const button = useRef<HTMLButtonElement>(null)
  // Open on one page only: a choice leads to another, and closes it by that.
  const [openOn, setOpenOn] = useState<string | null>(null)
  const open = openOn === path
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return
    setOpenOn(null)
    button.current?.focus()
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setOpenOn(null)
  }
  return (
    <div className="relative" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-label={t('menu')}
        className={buttonClass('quiet', 'min-h-8')}
        onClick={() => setOpenOn(open ? null : path)}
      >
        <Menu aria-hidden size={18} />
      </button>
      {open ? (
        <div
          data-takes-escape
          className="border-line bg-panel absolute top-full left-0 z-30 mt-1 max-h-[80vh] min-w-52 overflow-y-auto rounded border p-2 shadow-lg"
        >
          <NavGroups pages={pages} />
        </div>
      ) : null}
    </div>
  )
}
