import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import type { EdgeKind } from '@/lib/clinical/mechanism/contract'
import { FONT_SIZE, LINE_HEIGHT, type Drawing } from '@/lib/clinical/mechanism/layout-mechanism'

interface MechanismCanvasProps {
  drawing: Drawing
  step: number
  title: string
}

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

/** The drawing up to a step. The list of steps beside it says the same in words. */
export function MechanismCanvas({ drawing, step, title }: MechanismCanvasProps) {
  const t = useTranslations('mechanism')
  const width = Math.max(drawing.width, LEAST.width)
  const height = Math.max(drawing.height, LEAST.height)
  const box = [(drawing.width - width) / 2, (drawing.height - height) / 2, width, height].join(' ')
  return (
    <svg
      role="img"
      aria-label={t('picture', { title })}
      viewBox={box}
      preserveAspectRatio="xMidYMid meet"
      className="h-full w-full font-sans"
    >
      <Edges drawing={drawing} step={step} />
      <Nodes drawing={drawing} step={step} />
    </svg>
  )
}
