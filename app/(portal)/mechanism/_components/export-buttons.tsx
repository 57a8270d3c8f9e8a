'use client'
import { useLocale, useTranslations } from 'next-intl'
import { saveFile } from '@/app/(portal)/_components/save-file'
import { Button } from '@/app/_ui/button'
import type { MechanismGraph } from '@/lib/clinical/mechanism/contract'
import { drawSvg } from '@/lib/clinical/mechanism/draw-svg'
import { layoutMechanism } from '@/lib/clinical/mechanism/layout-mechanism'
import { writeHtml } from '@/lib/clinical/mechanism/write-html'
import { toLocale } from '@/lib/shared/locale'
import { useStepLines } from './step-list'

interface ExportButtonsProps {
  graph: MechanismGraph
  title: string
  /** Where the drawing comes from and that it is to be verified. */
  footer: string
  sources: readonly string[]
}

function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Saves the drawing as an SVG picture or as a page of one file. Neither asks the server for anything. */
export function ExportButtons({ graph, title, footer, sources }: ExportButtonsProps) {
  const t = useTranslations('mechanism')
  const language = toLocale(useLocale())
  const lines = useStepLines(graph)
  const name = 'innerward-mechanism'
  const saveSvg = () => saveFile(`${name}.svg`, drawSvg(layoutMechanism(graph), { title, footer }))
  const saveHtml = () => {
    const steps = graph.edges.map(({ words }, i) => ({ line: lines[i] ?? '', words }))
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
    saveFile(`${name}.html`, writeHtml(layoutMechanism(graph), page, freshNonce()))
  }
  return (
    <>
      <Button disabled={graph.edges.length === 0} onClick={saveSvg}>
        {t('file.svg')}
      </Button>
      <Button disabled={graph.edges.length === 0} onClick={saveHtml}>
        {t('file.html')}
      </Button>
    </>
  )
}
