/** A text in the two forms that a clipboard takes. */
export interface ClipboardText {
  plain: string
  /** HTML of our own writing. */
  rich: string
}

/**
 * Puts a text on the clipboard, plain and rich. True when the browser took it. Must run soon after a click or key. It asks
 * for a copy and answers the `copy` event, since `navigator.clipboard` is absent where the portal is on plain http.
 */
export function putOnClipboard({ plain, rich }: ClipboardText): boolean {
  let taken = false
  const fill = (event: ClipboardEvent): void => {
    if (!event.clipboardData) return
    event.clipboardData.setData('text/plain', plain)
    event.clipboardData.setData('text/html', rich)
    event.preventDefault()
    taken = true
  }
  const selection = document.getSelection()
  const before = Array.from({ length: selection?.rangeCount ?? 0 }, (_, i) => selection?.getRangeAt(i))
  // Some browsers copy only where something is selected.
  const held = document.createElement('span')
  held.textContent = '\u00a0'
  document.body.append(held)
  selection?.selectAllChildren(held)
  document.addEventListener('copy', fill, { capture: true })
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- the only way that works on plain http
    return document.execCommand('copy') && taken
  } finally {
    document.removeEventListener('copy', fill, { capture: true })
    held.remove()
    selection?.removeAllRanges()
    for (const range of before) if (range) selection?.addRange(range)
  }
}
