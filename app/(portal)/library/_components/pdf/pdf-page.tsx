'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { Notice } from '@/app/_ui/notice'
import { findOnPage } from './find-on-page'
import { openPdf } from './open-pdf'

interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** The boxes, as shares of the page, of the texts that belong to a passage. */
async function boxesOf(page: PDFPageProxy, passage: string): Promise<Box[]> {
  const { items } = await page.getTextContent()
  const texts = items.filter((item) => 'str' in item)
  const view = page.getViewport({ scale: 1 })
  return [...findOnPage(texts, passage)].flatMap((i) => {
    const text = texts[i]
    if (!text) return []
    const [, , , , x = 0, y = 0] = text.transform as readonly number[]
    const [left = 0, bottom = 0] = view.convertToViewportPoint(x, y) as readonly number[]
    return {
      left: left / view.width,
      top: (bottom - text.height) / view.height,
      width: text.width / view.width,
      height: (text.height * 1.2) / view.height,
    }
  })
}

const PIXELS_WIDE = 1400

/** Draws one page on a canvas and tells where a passage stands on it. */
function usePage(
  pdf: PDFDocumentProxy | undefined,
  { number, passage }: { number: number; passage: string },
) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [boxes, setBoxes] = useState<Box[]>([])
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const turned = new AbortController()
    const { signal } = turned
    async function draw(): Promise<void> {
      if (!pdf) return
      const page = await pdf.getPage(number)
      const scale = PIXELS_WIDE / page.getViewport({ scale: 1 }).width
      const viewport = page.getViewport({ scale })
      const sheet = canvas.current
      if (signal.aborted || !sheet) return
      sheet.width = viewport.width
      sheet.height = viewport.height
      const task = page.render({ canvas: sheet, viewport })
      signal.addEventListener('abort', () => task.cancel())
      await task.promise
      const found = await boxesOf(page, passage)
      setBoxes(found)
    }
    draw().catch(() => {
      if (!signal.aborted) setFailed(true)
    })
    return () => turned.abort()
  }, [pdf, number, passage])
  return { canvas, boxes, failed }
}

/** The page of a PDF as it is printed, with a passage marked. The text below it says the same to a screen reader. */
export function PdfPage({
  editionId,
  pages,
  passage,
}: {
  editionId: string
  pages: number
  passage: { page: number; text: string } | null
}) {
  const t = useTranslations('library')
  const wanted = passage?.page ?? 1
  const [turned, turnTo] = useState<{ of: number; to: number } | null>(null)
  const number = turned?.of === wanted ? turned.to : wanted
  const { data, error } = useQuery({
    queryKey: ['library', 'original', editionId],
    queryFn: ({ signal }) => openPdf(editionId, signal),
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
    retry: false,
  })
  const text = passage !== null && passage.page === number ? passage.text : ''
  const { canvas, boxes, failed } = usePage(data, { number, passage: text })
  if (error || failed) return <Notice tone="warning">{t('pageNotDrawn')}</Notice>
  return (
    <section aria-label={t('pageAsPrinted')} className="flex max-w-4xl flex-col gap-2">
      <div className="border-line relative border bg-white">
        <canvas
          ref={canvas}
          className="block h-auto w-full"
          aria-label={t('pageOf', { page: number, pages })}
          role="img"
        />
        {boxes.map(({ left, top, width, height }, i) => (
          <span
            key={i}
            data-marked-line
            className="pointer-events-none absolute bg-yellow-300 opacity-40 mix-blend-multiply"
            style={{
              left: `${String(left * 100)}%`,
              top: `${String(top * 100)}%`,
              width: `${String(width * 100)}%`,
              height: `${String(height * 100)}%`,
            }}
          />
        ))}
      </div>
      <ListPages page={number} total={pages} perPage={1} onChange={(to) => turnTo({ of: wanted, to })} />
    </section>
  )
}
