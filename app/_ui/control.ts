import { clsx } from 'clsx'

/** How a field of one line looks: all controls of a row are as tall as each other, and their edge reaches 3:1 (WCAG 2.2, 1.4.11). */
export const controlClass = (className?: string): string =>
  clsx(
    'border-edge bg-panel text-ink h-control rounded border px-2 text-sm aria-invalid:border-danger disabled:opacity-50',
    className,
  )

/** The popup that a control opens. It takes Escape while it is open (`escape-is-free.ts`). */
export const POPUP = 'border-line bg-panel text-ink rounded border shadow-lg'
