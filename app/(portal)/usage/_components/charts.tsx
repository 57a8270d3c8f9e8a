'use client'
import type { ReactNode } from 'react'
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
  /** Width in pixels; without it the chart fills its place. A sheet of paper needs one. */
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

function Frame({ width, height, children }: Pick<BarsProps, 'width' | 'height'> & { children: ReactNode }) {
  if (width !== undefined) return children
  return (
    <ResponsiveContainer width="100%" height={height}>
      {children}
    </ResponsiveContainer>
  )
}

const SHARED = { fill: 'var(--accent)', isAnimationActive: false, maxBarSize: 28 } as const

/** Upright bars along time. With the keyboard: Tab to the chart, then the arrow keys from bar to bar. */
export function TimeBars({ bars, label, unit, width, height }: BarsProps) {
  return (
    <Frame width={width} height={height}>
      <BarChart
        data={[...bars]}
        title={label}
        accessibilityLayer
        {...(width === undefined ? {} : { width, height })}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="label" {...AXIS} minTickGap={24} />
        <YAxis {...AXIS} allowDecimals={false} width={44} axisLine={false} />
        <Tooltip cursor={{ fill: 'var(--raised)' }} content={<Tip unit={unit} />} isAnimationActive={false} />
        <Bar dataKey="value" {...SHARED} />
      </BarChart>
    </Frame>
  )
}

/** Columns that a name beside a bar may take; the table and the tip have it whole. */
const NAME_COLUMNS = 26

/** A name cut to its place. A Chinese character takes two columns. */
function shortened(name: string): string {
  let columns = 0
  for (let i = 0; i < name.length; i++) {
    columns += name.charCodeAt(i) > 0x2e7f ? 2 : 1
    if (columns > NAME_COLUMNS) return `${name.slice(0, i - 1)}…`
  }
  return name
}

/** Bars lying beside their names. With the keyboard: Tab to the chart, then the arrow keys from bar to bar. */
export function NamedBars({ bars, label, unit, width, height }: BarsProps) {
  return (
    <Frame width={width} height={height}>
      <BarChart
        data={[...bars]}
        title={label}
        layout="vertical"
        accessibilityLayer
        {...(width === undefined ? {} : { width, height })}
        margin={{ top: 0, right: 44, bottom: 0, left: 0 }}
      >
        <XAxis type="number" hide allowDecimals={false} />
        <YAxis
          type="category"
          dataKey="label"
          {...AXIS}
          width={170}
          axisLine={false}
          interval={0}
          tickFormatter={shortened}
        />
        <Tooltip cursor={{ fill: 'var(--raised)' }} content={<Tip unit={unit} />} isAnimationActive={false} />
        <Bar
          dataKey="value"
          {...SHARED}
          maxBarSize={16}
          label={{ position: 'right', fill: 'var(--ink)', fontSize: 12 }}
        />
      </BarChart>
    </Frame>
  )
}
