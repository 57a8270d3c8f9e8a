'use client'
import { lazyPart } from './lazy-part'

/**
 * A modal dialog, on a phone a sheet at its lower edge. The focus stays inside, Escape closes it unless an input method takes the
 * key, and the focus then goes back to where it was. What makes it one is not needed before one opens.
 */
export const Dialog = lazyPart(() => import('./dialog-layer').then((layer) => layer.DialogLayer), {
  over: (props) => props,
})
