'use client'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts'

export interface ChartBar {
  label: string
  /** Null where the count is hidden. */
  value: number | null
}

interface BarsProps {
  bars: readonly ChartBar[]
  /** What the chart shows, for screen readers. */
  label: string
  /** What a bar counts, for example "questions". */
  unit: string
  /** Width in pixels at the most, as a sheet of paper needs one; without it the chart fills its place. */
  width?: number | undefined
  height: number
}

const AXIS = { stroke: 'var(--line)', tick: { fill: 'var(--muted)', fontSize: 12 }, tickLine: false } as const

function Tip({ active, payload, label, unit }: Partial<TooltipContentProps> & { unit: string }): ReactNode {
  const value = payload?.[0]?.value
  if (!active || value === undefined) return null
  return (
    <p className="border-line bg-panel text-ink rounded border px-2 py-1 text-sm shadow">
      {String(label)}: {String(value)} {unit}
    </p>
  )
}

interface FrameProps extends Pick<BarsProps, 'height'> {
  /** What the chart is told of its size. */
  children: (size: { width?: number; height?: number }) => ReactNode
}

/** As wide as asked, and no wider than where it stands: a sheet on a phone is narrower than paper. */
function WithinSheet({ width, height, children }: FrameProps & { width: number }) {
  const ref = useRef<HTMLDivElement>(null)
  const [inner, setInner] = useState(width)
  useEffect(() => {
    const observer = new ResizeObserver(([place]) => {
      if (place && place.contentRect.width > 0) setInner(Math.floor(place.contentRect.width))
    })
    if (ref.current) observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={ref} className="min-w-0 overflow-hidden">
      {children({ width: Math.min(width, inner), height })}
    </div>
  )
}

function Frame({ width, height, children }: FrameProps & Pick<BarsProps, 'width'>) {
  if (width !== undefined) return <WithinSheet {...{ width, height, children }} />
  return (
    <ResponsiveContainer width="100%" height={height}>
      {children({})}
    </ResponsiveContainer>
  )
}

const SHARED = { fill: 'var(--accent)', isAnimationActive: false, maxBarSize: 28 } as const

/** Upright bars along time. With the keyboard: Tab to the chart, then the arrow keys from bar to bar. */
export function TimeBars({ bars, label, unit, width, height }: BarsProps) {
  return (
    <Frame width={width} height={height}>
      {(size) => (
        <BarChart
          data={[...bars]}
          title={label}
          accessibilityLayer
          {...size}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="label" {...AXIS} minTickGap={24} />
          <YAxis {...AXIS} allowDecimals={false} width={44} axisLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--raised)' }}
            content={<Tip unit={unit} />}
            isAnimationActive={false}
          />
          <Bar dataKey="value" {...SHARED} />
        </BarChart>
      )}
    </Frame>
  )
}

/** Columns that a line of a name beside a bar may take, and the pixels of that; the table and the tip have it whole. */
const NAME_COLUMNS = 26
const NAME_WIDTH = 160

/** A name cut to its place: words go on in a second line. A Chinese character takes two columns. */
function shortened(name: string): string {
  const most = name.includes(' ') ? 2 * NAME_COLUMNS - 8 : NAME_COLUMNS
  let columns = 0
  for (let i = 0; i < name.length; i++) {
    columns += name.charCodeAt(i) > 0x2e7f ? 2 : 1
    if (columns > most) return `${name.slice(0, i - 1)}…`
  }
  return name
}

/** Bars lying beside their names. With the keyboard: Tab to the chart, then the arrow keys from bar to bar. */
export function NamedBars({ bars, label, unit, width, height }: BarsProps) {
  return (
    <Frame width={width} height={height}>
      {(size) => (
        <BarChart
          data={[...bars]}
          title={label}
          layout="vertical"
          accessibilityLayer
          {...size}
          margin={{ top: 0, right: 44, bottom: 0, left: 0 }}
        >
          <XAxis type="number" hide allowDecimals={false} />
          <YAxis
            type="category"
            dataKey="label"
            {...AXIS}
            tick={{ ...AXIS.tick, width: NAME_WIDTH }}
            width={170}
            axisLine={false}
            interval={0}
            tickFormatter={shortened}
          />
          <Tooltip
            cursor={{ fill: 'var(--raised)' }}
            content={<Tip unit={unit} />}
            isAnimationActive={false}
          />
          <Bar
            dataKey="value"
            {...SHARED}
            maxBarSize={16}
            label={{ position: 'right', fill: 'var(--ink)', fontSize: 12 }}
          />
        </BarChart>
      )}
    </Frame>
  )
}
