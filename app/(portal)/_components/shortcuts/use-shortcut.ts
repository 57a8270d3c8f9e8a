'use client'
import { useContext, useEffect, useEffectEvent } from 'react'
import { LayerContext } from '@/app/_ui/layers'
import { register, type Scope, type Shortcut } from './registry'

interface ShortcutOptions extends Pick<Shortcut, 'keys' | 'label' | 'run'> {
  scope?: Scope
  typing?: boolean
  /** False takes it out for now; the list says so. */
  enabled?: boolean
}

/**
 * A shortcut for as long as the component is there; the list behind `?` shows it as long. It does nothing while an input method
 * composes, nor, unless `typing`, while a field has the focus. Escape acts only where nothing else wants it.
 */
export function useShortcut(options: ShortcutOptions): void {
  const { keys, label, scope = 'page', typing = false, enabled = true, run } = options
  const layer = useContext(LayerContext)
  const acts = run !== null
  const onRun = useEffectEvent(() => run?.())
  useEffect(() => {
    const run = acts ? () => onRun() : null
    return register({ keys, label, scope, typing, active: enabled, layer, run })
  }, [enabled, keys, label, scope, typing, layer, acts])
}
