'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import {
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type SyntheticEvent,
} from 'react'
import { Notice } from '@/app/_ui/notice'
import type { CheckedQuestion } from '@/lib/consult/check/contract'
import { readReport } from './read-report'
import { shiftSpans } from './shift-spans'
import type { CheckResult } from './use-check'
import { useExplanation } from './use-explanation'

type Entity = CheckedQuestion['entities'][number]
/** A place with its number in the check, which stays when typing moves it. */
type Marked = Entity & { index: number }

const MARKS: Record<Entity['kind'], string> = {
  identifier: 'bg-warning/20 decoration-warning underline decoration-2 decoration-wavy underline-offset-4',
  fact: 'decoration-success underline decoration-1 underline-offset-4',
  term: 'decoration-accent underline decoration-dotted decoration-2 underline-offset-4',
}

interface QuestionBoxProps {
  id: string
  value: string
  rows: number
  /** Whether it has no more than these rows, whatever is in it. */
  folded: boolean
  placeholder: string
  describedBy: string
  result: CheckResult | null
  onChange: (value: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void
  /** Takes the text of a report that was dropped on the box. */
  onReport: (text: string) => void
  ref: Ref<HTMLTextAreaElement>
}

/** The text again, unseen, with its marks: it lies under the box and moves with it. */
function marked(text: string, entities: readonly Marked[]): ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  entities.forEach(({ kind, start, end, index }) => {
    pieces.push(
      text.slice(at, start),
      <span key={index} data-mark={index} className={clsx('rounded-sm', MARKS[kind])}>
        {text.slice(start, end)}
      </span>,
    )
    at = end
  })
  pieces.push(text.slice(at), '\n')
  return pieces
}

function markUnder(layer: HTMLElement | null, { clientX: x, clientY: y }: MouseEvent): number | null {
  for (const mark of layer?.querySelectorAll<HTMLElement>('[data-mark]') ?? []) {
    const hit = Array.from(mark.getClientRects()).some(
      ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
    )
    if (hit) return Number(mark.dataset.mark)
  }
  return null
}

/** Where the question is typed: what was recognised is underlined and, under the pointer or the cursor, explained below. */
export function QuestionBox(props: QuestionBoxProps) {
  const { id, value, rows, folded, placeholder, describedBy, result, onChange, onReport, ref } = props
  const t = useTranslations('check')
  const explain = useExplanation()
  const layer = useRef<HTMLDivElement>(null)
  const [refused, refuse] = useState(false)
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files
    // Text that is dragged falls where it is dropped, by the browser itself.
    if (!file) return
    event.preventDefault()
    void readReport(file).then((report) => {
      refuse(report === null)
      if (report) onReport(report)
    })
  }
  const [active, activate] = useState<number | null>(null)
  const numbered = result?.checked.entities.map((entity, index): Marked => ({ ...entity, index })) ?? []
  const entities = result ? shiftSpans(numbered, result.question, value) : []
  const onSelect = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    const at = currentTarget.selectionStart
    activate(entities.find(({ start, end }) => start <= at && at <= end)?.index ?? null)
  }
  const onScroll = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    layer.current?.scrollTo({ top: currentTarget.scrollTop })
  }
  const shown = entities.find(({ index }) => index === active)
  const entity = shown && result?.checked.entities[shown.index]
  return (
    <>
      <div
        className="border-line bg-panel pinned:min-h-24 relative flex min-h-14 !shrink flex-col rounded border"
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes('Files')) event.preventDefault()
        }}
        onDrop={onDrop}
      >
        <div
          ref={layer}
          aria-hidden
          className="pointer-events-none absolute inset-0 [scrollbar-gutter:stable] overflow-hidden p-2 wrap-break-word whitespace-pre-wrap text-transparent"
        >
          {marked(value, entities)}
        </div>
        <textarea
          id={id}
          rows={rows}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          ref={ref}
          data-work
          onKeyDown={props.onKeyDown}
          onPaste={props.onPaste}
          onSelect={onSelect}
          onScroll={onScroll}
          onMouseMove={(event) => {
            const index = markUnder(layer.current, event)
            if (index !== null) activate(index)
          }}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={describedBy}
          placeholder={placeholder}
          className={clsx(
            folded ? 'field-sizing-fixed' : 'field-sizing-content',
            'pinned:max-h-[40dvh] relative block min-h-0 w-full flex-auto resize-y [scrollbar-gutter:stable] bg-transparent p-2 wrap-break-word',
          )}
        />
      </div>
      {refused ? <Notice tone="error">{t('reportRefused')}</Notice> : null}
      <p role="status" className="text-muted min-h-[2.45rem] text-xs">
        {result && entity ? explain(result.checked, entity) : result ? t('explainHint') : ''}
      </p>
    </>
  )
}
