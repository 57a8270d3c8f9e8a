'use client'
import { clsx } from 'clsx'
import { Presentation as PresentationIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import type { MechanismGraph } from '@/lib/clinical/mechanism/contract'
import { layoutMechanism, PRESENTING } from '@/lib/clinical/mechanism/layout-mechanism'
import { MechanismCanvas } from './mechanism-canvas'
import { PlayerControls } from './player-controls'
import { PresenterBar } from './presenter-bar'
import { SaveMenu } from './save-menu'
import { StepList, useStepLines } from './step-list'
import { usePlayer, usePlayerKeys } from './use-player'
import { usePresenting } from './use-presenting'

interface MechanismPlayerProps {
  graph: MechanismGraph
  title: string
  /** Where the drawing comes from and that it is to be verified. */
  footer: string
  sources?: readonly string[]
  sourcesOf?: (index: number) => readonly number[]
  /** What stands beside a step, for example buttons that open what it rests on. */
  besideStep?: (index: number) => ReactNode
}

const NO_SOURCES: readonly string[] = []

/** Part of a stage that is moved on at once. */
const PAN = 0.7

/** Moves a stage on to what lies to the right or below, and back to its beginning from its end; false where all of it is seen. */
function panOn(stage: HTMLDivElement | null): boolean {
  if (!stage) return false
  const across = stage.scrollWidth - stage.clientWidth > 1
  if (!across && stage.scrollHeight - stage.clientHeight <= 1) return false
  const [at, seen, all] = across
    ? [stage.scrollLeft, stage.clientWidth, stage.scrollWidth]
    : [stage.scrollTop, stage.clientHeight, stage.scrollHeight]
  const to = at + seen >= all - 1 ? 0 : at + seen * PAN
  stage.scrollTo(across ? { left: to } : { top: to })
  return true
}

/** The three kinds of arrows, as the drawing has them. Fonts lack some of these signs, so they are drawn. */
const KINDS = [
  { kind: 'causes', colour: 'text-ink', head: 'M10 2l4 4-4 4' },
  { kind: 'activates', colour: 'text-success', head: 'M10 2l4 4-4 4', dashes: '4 2' },
  { kind: 'inhibits', colour: 'text-danger', head: 'M14 1v10' },
] as const

function Sign({ head, dashes }: { head: string; dashes?: string }) {
  return (
    <svg aria-hidden width={16} height={12} fill="none" stroke="currentColor" strokeWidth={1.6}>
      <path d="M1 6h13" {...(dashes ? { strokeDasharray: dashes } : {})} />
      <path d={head} />
    </svg>
  )
}

function Legend() {
  const t = useTranslations('mechanism.legend')
  return (
    <p className="text-muted flex flex-wrap gap-x-4 text-xs">
      {KINDS.map(({ kind, colour, ...sign }) => (
        <span key={kind} className={clsx('inline-flex items-center gap-1', colour)}>
          <Sign {...sign} />
          {t(kind)}
        </span>
      ))}
    </p>
  )
}

interface CurrentStepProps {
  graph: MechanismGraph
  step: number
  large: boolean
  /** True where the words are the author's and not quoted from a text. */
  prepared: boolean
  beside: ReactNode
}

/** The step that is shown, with the words it came from. */
function CurrentStep({ graph, step, large, prepared, beside }: CurrentStepProps) {
  const t = useTranslations('mechanism')
  const lines = useStepLines(graph)
  const words = graph.edges[step - 1]?.words
  return (
    <div aria-live="polite" className={clsx('min-h-12', large ? 'text-3xl leading-snug' : 'text-sm')}>
      <p className="font-semibold">
        {step === 0 ? t('start') : lines[step - 1]}
        {beside}
      </p>
      {words ? <p className="text-muted">{t(prepared ? 'says' : 'words', { words })}</p> : null}
    </div>
  )
}

/** A drawing with its steps: to read, to step through, to present, to save. */
export function MechanismPlayer(props: MechanismPlayerProps) {
  const { graph, title, footer, sources = NO_SOURCES, sourcesOf, besideStep } = props
  const t = useTranslations('mechanism')
  const [full, setFull] = useState(false)
  const player = usePlayer(graph.edges.length)
  const { presentation, start, stop, startButton, screen } = usePresenting()
  const presenting = presentation !== null
  const drawing = useMemo(
    () => (presenting ? layoutMechanism(graph, PRESENTING) : layoutMechanism(graph)),
    [graph, presenting],
  )
  const stage = useRef<HTMLDivElement>(null)
  // The whole of it may be wider or higher than the screen: what is stepped on to behind the last step is the rest of it.
  const forward = () => {
    if (player.step < player.count || !panOn(stage.current)) player.go(player.step + 1)
  }

  // The whole page goes into full screen, with the drawing above it: a dialog is seen above both.
  const toggleFull = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else document.documentElement.requestFullscreen().catch(() => undefined)
  }
  const leave = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    stop()
  }
  usePlayerKeys({ ...player, forward }, toggleFull, presenting ? leave : null)
  useEffect(() => {
    // The browser's own Escape leaves the full screen without a key event.
    const onChange = () => {
      setFull(document.fullscreenElement !== null)
      if (!document.fullscreenElement) stop()
    }
    document.addEventListener('fullscreenchange', onChange)
    return () => document.removeEventListener('fullscreenchange', onChange)
  }, [stop])
  return (
    <div
      ref={screen}
      {...(presenting ? { role: 'region', 'aria-label': title, tabIndex: -1 } : {})}
      className={clsx(
        'bg-panel flex min-h-0 flex-col gap-2 outline-none',
        presenting || full ? 'fixed inset-0 z-50 overflow-auto p-6' : 'h-full flex-1 p-3',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className={clsx('font-semibold', presenting ? 'text-3xl' : 'text-lg')}>{title}</h2>
        {presenting ? (
          <PresenterBar presentation={presentation} onStop={leave} />
        ) : (
          <div className="flex flex-wrap gap-1">
            <SaveMenu graph={graph} step={player.step} title={title} footer={footer} sources={sources} />
            <Button
              ref={startButton}
              disabled={graph.edges.length === 0 || start.isPending}
              title={t('present.hint')}
              onClick={() => start.mutate(30)}
            >
              <PresentationIcon aria-hidden size={15} />
              {t('present.start')}
            </Button>
          </div>
        )}
      </div>
      <QueryFailure error={start.error} />
      {graph.truncated ? <Notice tone="warning">{t('truncated')}</Notice> : null}
      <div className={clsx('flex min-h-0 flex-col gap-3', presenting ? 'flex-1' : 'lg:h-[56vh] lg:flex-row')}>
        <div
          className={clsx(
            'border-line min-w-0 flex-1 rounded border p-2',
            presenting ? 'min-h-0' : 'h-[52vh] lg:h-full',
          )}
        >
          <MechanismCanvas
            drawing={drawing}
            step={player.step}
            title={title}
            presenting={presenting}
            stage={stage}
          />
        </div>
        {presenting ? null : (
          <div className="overflow-y-auto lg:w-80">
            <StepList
              graph={graph}
              step={player.step}
              onGo={player.go}
              {...(sourcesOf ? { sourcesOf } : {})}
              {...(besideStep ? { besideStep } : {})}
            />
          </div>
        )}
      </div>
      <CurrentStep
        graph={graph}
        step={player.step}
        large={presenting}
        prepared={sourcesOf !== undefined}
        // A passage stands behind the drawing, which fills the screen of a presentation.
        beside={presenting || player.step === 0 ? null : besideStep?.(player.step - 1)}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PlayerControls player={player} onFull={toggleFull} />
        <Legend />
      </div>
      <p className={clsx('text-muted', presenting ? 'text-base' : 'text-xs')}>{footer}</p>
    </div>
  )
}
