'use client'
import { ChevronDown, Download } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { saveFile } from '@/app/(portal)/_components/save-file'
import { Menu } from '@/app/_ui/menu'
import { toast } from '@/app/_ui/toast'
import type { MechanismGraph } from '@/lib/clinical/mechanism/contract'
import { drawSlide } from '@/lib/clinical/mechanism/draw-slide'
import { drawSvg } from '@/lib/clinical/mechanism/draw-svg'
import { layoutMechanism, PRESENTING } from '@/lib/clinical/mechanism/layout-mechanism'
import { writeHtml } from '@/lib/clinical/mechanism/write-html'
import { writeSlides } from '@/lib/clinical/mechanism/write-slides'
import { toLocale } from '@/lib/shared/locale'
import { paintSlide } from './paint-slide'
import { useStepLines } from './step-list'

interface SaveMenuProps {
  graph: MechanismGraph
  /** The step that is shown, which the picture is of. */
  step: number
  title: string
  /** Where the drawing comes from and that it is to be verified. */
  footer: string
  sources: readonly string[]
}

function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const NAME = 'innerward-mechanism'

/** Saves the drawing: slides for a talk, the picture of a step, a drawing, a page to step through. None asks the server for anything. */
export function SaveMenu({ graph, step, title, footer, sources }: SaveMenuProps) {
  const t = useTranslations('mechanism')
  const language = toLocale(useLocale())
  const lines = useStepLines(graph)
  const steps = graph.edges.map(({ words }, i) => ({ line: lines[i] ?? '', words }))
  const saveSlides = () => {
    const words = { language, title, footer, steps, hint: t('file.slidesHint') }
    saveFile(`${NAME}-slides.html`, writeSlides(layoutMechanism(graph, PRESENTING), words, freshNonce()))
  }
  const saveStep = () => {
    const at = Math.max(step, 1)
    const said = steps[at - 1] ?? { line: '', words: '' }
    paintSlide(drawSlide(layoutMechanism(graph, PRESENTING), at, { title, footer, ...said })).then(
      (picture) => saveFile(`${NAME}-${at}.png`, picture),
      () => toast(t('file.noPicture')),
    )
  }
  const saveSvg = () => saveFile(`${NAME}.svg`, drawSvg(layoutMechanism(graph), { title, footer }))
  const saveHtml = () => {
    const labels = {
      back: t('controls.back'),
      forward: t('controls.forward'),
      play: t('controls.play'),
      pause: t('controls.pause'),
      steps: t('steps'),
      sources: t('sources'),
      keys: t('file.keys'),
    }
    const page = { language, title, footer, steps, sources, labels }
    saveFile(`${NAME}.html`, writeHtml(layoutMechanism(graph), page, freshNonce()))
  }
  return (
    <Menu
      disabled={graph.edges.length === 0}
      label={t('file.save')}
      button={
        <>
          <Download aria-hidden size={15} />
          {t('file.save')}
          <ChevronDown aria-hidden size={14} />
        </>
      }
      choices={[
        { label: t('file.slides'), onChoose: saveSlides },
        { label: t('file.picture'), onChoose: saveStep },
        { label: t('file.svg'), onChoose: saveSvg },
        { label: t('file.html'), onChoose: saveHtml },
      ]}
    />
  )
}
