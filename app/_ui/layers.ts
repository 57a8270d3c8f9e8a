'use client'
import { createContext, useEffect, useState } from 'react'

/** A dialog that is open. */
export type Layer = symbol

/** The dialogs that are open, the topmost last. */
const open: Layer[] = []

/** The dialog that a component stands in; null on the page itself. */
export const LayerContext = createContext<Layer | null>(null)

/** The dialog that lies on top of everything, or null where none is open. */
export const topLayer = (): Layer | null => open.at(-1) ?? null

/** The layer of a dialog, on top of those there are for as long as it is open. */
export function useLayer(isOpen: boolean): Layer {
  const [layer] = useState(() => Symbol('dialog'))
  useEffect(() => {
    if (!isOpen) return
    open.push(layer)
    return () => {
      open.splice(open.indexOf(layer), 1)
    }
  }, [isOpen, layer])
  return layer
}
