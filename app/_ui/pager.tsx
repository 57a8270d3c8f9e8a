import { Button } from './button'

interface PagerProps {
  page: number
  pages: number
  labels: { previous: string; next: string; position: string }
  onChange: (page: number) => void
}

/** Steps through numbered pages; nothing is shown for a single one. */
export function Pager({ page, pages, labels, onChange }: PagerProps) {
  if (pages <= 1) return null
  return (
    <nav className="flex items-center gap-2 text-sm" aria-label={labels.position}>
      <Button disabled={page <= 1} onClick={() => onChange(page - 1)}>
        {labels.previous}
      </Button>
      {labels.position}
      <Button disabled={page >= pages} onClick={() => onChange(page + 1)}>
        {labels.next}
      </Button>
    </nav>
  )
}
