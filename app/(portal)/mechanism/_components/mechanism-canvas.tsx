import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type RefObject } from 'react'
import type { EdgeKind } from '@/lib/clinical/mechanism/contract'
import { FONT_SIZE, LINE_HEIGHT, type Drawing } from '@/lib/clinical/mechanism/layout-mechanism'
import { stepFrame } from '@/lib/clinical/mechanism/step-frame'

interface MechanismCanvasProps {
  drawing: Drawing
  step: number
  title: string
  /** Before an audience: labels that are read from the last row. */
  presenting: boolean
  /** Takes the element that the drawing is moved in where all of it is shown before an audience. */
  stage: RefObject<HTMLDivElement | null>
}

/** Smallest size of a label, in CSS pixels: where somebody sits before it, and on a projector. */
const LABEL_PX = { reading: 13, presenting: 24 }

/** Small drawings keep a readable size instead of filling the screen with one box. */
const LEAST = { width: 760, height: 380 }
const STROKE: Record<EdgeKind, string> = {
  causes: 'stroke-ink fill-ink',
  activates: 'stroke-success fill-success',
  inhibits: 'stroke-danger fill-danger',
}
const FADE = 'transition-opacity duration-300 motion-reduce:transition-none'

function Nodes({ drawing: { nodes, edges }, step }: Pick<MechanismCanvasProps, 'drawing' | 'step'>) {
  const current = edges[step - 1]
  return nodes.map(({ id, x, y, width, height, lines, step: first }) => {
    const now = current?.from === id || current?.to === id
    return (
      <g key={id} className={clsx(FADE, first > Math.max(step, 1) && 'opacity-0')}>
        <rect
          x={x - width / 2}
          y={y - height / 2}
          width={width}
          height={height}
          rx={6}
          className={clsx(now ? 'fill-raised stroke-accent stroke-[2.5]' : 'fill-panel stroke-muted')}
        />
        {lines.map((line, i) => (
          <text
            key={i}
            x={x}
            y={y + (i - (lines.length - 1) / 2) * LINE_HEIGHT}
            textAnchor="middle"
            dominantBaseline="central"
            fontSize={FONT_SIZE}
            className="fill-ink"
          >
            {line}
          </text>
        ))}
      </g>
    )
  })
}

function Edges({ drawing: { edges }, step }: Pick<MechanismCanvasProps, 'drawing' | 'step'>) {
  return edges.map(({ from, to, kind, path, head, step: own }) => (
    <g key={`${from}-${to}`} className={clsx(STROKE[kind], FADE, own > step && 'opacity-0')}>
      <path
        d={path}
        className="fill-none"
        strokeWidth={own === step ? 3 : 1.6}
        {...(kind === 'activates' ? { strokeDasharray: '6 3' } : {})}
      />
      <path d={head} strokeWidth={2} {...(kind === 'inhibits' ? { fill: 'none' } : {})} />
    </g>
  ))
}

/** The size of an element in CSS pixels, followed while it is there; null before it is known. */
function useSize(ref: RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref])
  return size
}

/**
 * The drawing up to a step; one whose labels would be too small goes along with the steps. Before an audience the last step shows all
 * of it with labels of their size, to be moved on. The list of steps beside it says the same in words.
 */
export function MechanismCanvas({ drawing, step, title, presenting, stage }: MechanismCanvasProps) {
  const t = useTranslations('mechanism')
  const size = useSize(stage)
  const width = Math.max(drawing.width, LEAST.width)
  const height = Math.max(drawing.height, LEAST.height)
  const whole = [(drawing.width - width) / 2, (drawing.height - height) / 2, width, height]
  const known = size !== null && size.width > 0 && size.height > 0
  const label = presenting ? LABEL_PX.presenting : LABEL_PX.reading
  const readable = !known || FONT_SIZE * Math.min(size.width / width, size.height / height) >= label
  const moved = presenting && step >= drawing.edges.length && !readable
  const box = readable || moved ? whole : stepFrame(drawing, step, { ...size, label })
  const scale = label / FONT_SIZE
  useEffect(() => {
    if (moved) stage.current?.scrollTo({ left: 0, top: 0 })
  }, [moved, stage])
  return (
    <div ref={stage} className="h-full w-full overflow-auto" tabIndex={moved ? 0 : undefined}>
      <svg
        role="img"
        aria-label={t('picture', { title })}
        viewBox={box.join(' ')}
        preserveAspectRatio="xMidYMid meet"
        className="block h-full w-full font-sans"
        {...(moved ? { style: { minWidth: width * scale, minHeight: height * scale } } : {})}
      >
        <Edges drawing={drawing} step={step} />
        <Nodes drawing={drawing} step={step} />
      </svg>
    </div>
  )
}
