import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes } from 'react'
import { Button } from './button'

interface RowActionProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon
  /** Takes something away: it is told by its colour and its icon besides its word. */
  danger?: boolean
}

/** What can be done with a row of a list: an icon and a verb, which are seen to be a button without a frame. */
export function RowAction({ icon: Icon, danger = false, children, ...props }: RowActionProps) {
  return (
    <Button variant={danger ? 'rowDanger' : 'row'} {...props}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {children}
    </Button>
  )
}
