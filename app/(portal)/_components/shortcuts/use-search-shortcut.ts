'use client'
import { useTranslations } from 'next-intl'
import { useRef, type RefObject } from 'react'
import { useShortcut } from './use-shortcut'

/** A reference for the search field of a page, to which the slash key then goes. */
export function useSearchShortcut(): RefObject<HTMLInputElement | null> {
  const t = useTranslations('controls')
  const ref = useRef<HTMLInputElement>(null)
  useShortcut({ keys: '/', label: t('shortcut.search'), run: () => ref.current?.focus() })
  return ref
}
