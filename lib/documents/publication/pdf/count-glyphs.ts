import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

const SHOWING = new Set<number>([
  OPS.showText,
  OPS.showSpacedText,
  OPS.nextLineShowText,
  OPS.nextLineSetSpacingShowText,
])

/** How many glyphs a page paints, whether or not they give text. */
export async function countGlyphs(page: PDFPageProxy): Promise<number> {
  const { fnArray, argsArray } = await page.getOperatorList()
  let glyphs = 0
  fnArray.forEach((operator, i) => {
    if (!SHOWING.has(operator)) return
    const shown: unknown = (argsArray as unknown[][])[i]?.at(-1)
    // Numbers between glyphs move them.
    if (Array.isArray(shown)) glyphs += shown.filter((one) => typeof one === 'object').length
  })
  return glyphs
}
