import { drawSlide, type SlideCaption, type StepWords } from './draw-slide'
import { escapeMarkup } from './draw-svg'
import type { Drawing } from './layout-mechanism'

interface SlideWords extends SlideCaption {
  language: 'zh-CN' | 'en'
  steps: readonly StepWords[]
  /** How to print it, shown on the screen alone. */
  hint: string
}

/** One slide fills one sheet of 16:9, the size that presentation programs use (13.333 by 7.5 inches). */
const STYLE = `
:root{color-scheme:light}
body{margin:0;background:#e6ebf0}
p{margin:16px auto;max-width:1280px;font:16px system-ui,sans-serif}
svg svg{display:inline}
body>svg{display:block;width:min(100%,1280px);height:auto;margin:0 auto 16px}
@page{size:13.333in 7.5in;margin:0}
@media print{p{display:none}body{background:#fff}body>svg{width:13.333in;height:7.49in;margin:0;break-after:page}body>svg:last-of-type{break-after:auto}}`

/**
 * A page of one file with a slide for each step: printed, or saved as PDF, it has one sheet of 16:9 a step. Without a network, a script
 * or the portal. `nonce` is a fresh random word: the page's own policy lets nothing load but the one style that carries it.
 */
export function writeSlides(
  drawing: Drawing,
  { language, steps, hint, ...caption }: SlideWords,
  nonce: string,
): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(caption.title)}</title><style nonce="${nonce}">${STYLE}</style></head><body>`,
    `<p>${escapeMarkup(hint)}</p>`,
    ...steps.map((said, i) => drawSlide(drawing, i + 1, { ...caption, ...said })),
    '</body></html>',
    '',
  ].join('\n')
}
