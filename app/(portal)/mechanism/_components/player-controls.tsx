'use client'
import { Maximize, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { SPEEDS, type Player, type Speed } from './use-player'

const ICON = { 'aria-hidden': true, size: 16 } as const

interface PlayerControlsProps {
  player: Player
  onFull: () => void
}

/** Step, play, speed, full screen. Every button also has a key. */
export function PlayerControls({ player, onFull }: PlayerControlsProps) {
  const t = useTranslations('mechanism.controls')
  const { step, count, playing, speed, go, toggle, setSpeed } = player
  return (
    <div role="group" aria-label={t('label')} className="flex flex-wrap items-center gap-1">
      <Button title={t('first')} aria-label={t('first')} disabled={step === 0} onClick={() => go(0)}>
        <SkipBack {...ICON} />
      </Button>
      <Button title={t('back')} aria-label={t('back')} disabled={step === 0} onClick={() => go(step - 1)}>
        <StepBack {...ICON} />
      </Button>
      <Button variant="primary" disabled={count === 0} title={t('playHint')} onClick={toggle}>
        {playing ? <Pause {...ICON} /> : <Play {...ICON} />}
        {t(playing ? 'pause' : 'play')}
      </Button>
      <Button
        title={t('forward')}
        aria-label={t('forward')}
        disabled={step === count}
        onClick={() => go(step + 1)}
      >
        <StepForward {...ICON} />
      </Button>
      <Button title={t('last')} aria-label={t('last')} disabled={step === count} onClick={() => go(count)}>
        <SkipForward {...ICON} />
      </Button>
      <output className="text-muted min-w-16 px-1 text-center text-sm">{t('at', { step, count })}</output>
      <span aria-hidden className="text-muted text-sm">
        {t('speed')}
      </span>
      <Select
        hideLabel
        className="w-20"
        label={t('speed')}
        value={String(speed)}
        onChange={(value) => setSpeed(Number(value) as Speed)}
        options={SPEEDS.map((one) => ({ value: String(one), label: `${one}×` }))}
      />
      <Button title={t('full')} aria-label={t('full')} onClick={onFull}>
        <Maximize {...ICON} />
      </Button>
    </div>
  )
}
