'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { SectionId } from '@/lib/inference/contract'
import type { CopyForm } from './use-passages'

interface CopyMenuProps {
  /** The parts that hold something. */
  parts: readonly SectionId[]
  disabled: boolean
  onCopy: (form: CopyForm) => void
}

/** Closes what is open on a click elsewhere. */
function useClickElsewhere(open: boolean, close: () => void) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const onDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !ref.current?.contains(target)) close()
    }
    document.addEventListener('pointerdown', onDown)
    return () => document.removeEventListener('pointerdown', onDown)
  }, [open, close])
  return ref
}

/** In which form to copy: for the record, with sources, or one part. */
export function CopyMenu({ parts, disabled, onCopy }: CopyMenuProps) {
  const t = useTranslations('consult')
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const ref = useClickElsewhere(open, close)
  const forms: (CopyForm & { label: string })[] = [
    { form: 'emr', label: t('document.emr') },
    { form: 'full', label: t('document.full') },
    ...parts.map((part) => ({
      ...{ form: 'part' as const, part, label: t('document.part', { part: t(`answer.${part}`) }) },
    })),
  ]
  return (
    <div
      ref={ref}
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        close()
        ref.current?.querySelector('button')?.focus()
      }}
    >
      <Button disabled={disabled} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('document.copy')}
        <ChevronDown aria-hidden size={14} />
      </Button>
      {open ? (
        <ul
          data-takes-escape
          className="border-line bg-panel absolute right-0 z-20 mt-1 w-max min-w-40 rounded border p-1 shadow"
        >
          {forms.map(({ label, ...form }) => (
            <li key={label}>
              <Button
                variant="quiet"
                className="w-full !justify-start"
                onClick={() => {
                  close()
                  onCopy(form)
                }}
              >
                {label}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
