import { drawnEdges, drawnNodes, escapeMarkup, FONT } from './draw-svg'
import { COLUMN_WIDTH, FONT_SIZE, wrapLabel, type Drawing } from './layout-mechanism'
import { stepFrame } from './step-frame'

/** What stands on every slide of a drawing. */
export interface SlideCaption {
  title: string
  /** Where the drawing comes from and that it is to be verified. */
  footer: string
}

/** What a step says, and the words that it rests on. */
export interface StepWords {
  line: string
  words: string
}

/** 16:9, in units of which a slide of a presentation has as many as a screen has pixels. */
const SLIDE = { width: 1280, height: 720 }
const EDGE = 40
const STAGE = { top: 76, height: 460 }
/** Smallest size of a label, as before an audience. */
const LABEL = 24
const TEXT = { line: 28, words: 22 }

/** Words in lines that fit the slide; what does not fit in two lines ends in an ellipsis. */
function lines(text: string, size: number): string[] {
  const columns = Math.floor((SLIDE.width - 2 * EDGE) / ((COLUMN_WIDTH / FONT_SIZE) * size))
  const wrapped = wrapLabel(text, columns)
  return wrapped.length <= 2 ? wrapped : [wrapped[0] ?? '', `${wrapped[1] ?? ''}…`]
}

const STRONG = 'font-weight="600" fill="#17212b"'
const MUTED = 'fill="#53606d"'
const textAt = (text: string, y: number, { size, look }: { size: number; look: string }) =>
  `<text x="${EDGE}" y="${y}" font-size="${size}" ${look}>${escapeMarkup(text)}</text>`

/** A step of a drawing as a slide of 16:9: what is known by then, with labels of 24 units at least, and what the step says below it. */
export function drawSlide(
  drawing: Drawing,
  step: number,
  { title, footer, line: whole, words: source }: SlideCaption & StepWords,
): string {
  const count = drawing.edges.length
  const stage = { width: SLIDE.width - 2 * EDGE, height: STAGE.height, label: LABEL }
  const until = {
    ...drawing,
    nodes: drawing.nodes.filter((node) => node.step <= Math.max(step, 1)),
    edges: drawing.edges.filter((edge) => edge.step <= step),
  }
  const line = lines(whole, TEXT.line)
  const words = lines(source, TEXT.words)
  const lineTop = STAGE.top + STAGE.height + 44
  const wordsTop = lineTop + line.length * TEXT.line * 1.3
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SLIDE.width} ${SLIDE.height}" width="${SLIDE.width}" height="${SLIDE.height}" role="img" font-family="${escapeMarkup(FONT)}">`,
    `<title>${escapeMarkup(`${title} ${step} / ${count}`)}</title><desc>${escapeMarkup(whole)}</desc>`,
    `<rect width="${SLIDE.width}" height="${SLIDE.height}" fill="#ffffff"/>`,
    textAt(title, 52, { size: 32, look: STRONG }),
    `<text x="${SLIDE.width - EDGE}" y="52" font-size="22" text-anchor="end" fill="#53606d">${step} / ${count}</text>`,
    `<svg x="${EDGE}" y="${STAGE.top}" width="${stage.width}" height="${stage.height}" viewBox="${stepFrame(drawing, step, stage).join(' ')}" font-size="${FONT_SIZE}">`,
    ...drawnEdges(until, step),
    ...drawnNodes(until, step),
    '</svg>',
    ...line.map((text, i) => textAt(text, lineTop + i * TEXT.line * 1.3, { size: TEXT.line, look: STRONG })),
    ...words.map((text, i) =>
      textAt(text, wordsTop + i * TEXT.words * 1.3, { size: TEXT.words, look: MUTED }),
    ),
    textAt(footer, SLIDE.height - 16, { size: 16, look: MUTED }),
    '</svg>',
  ].join('\n')
}
