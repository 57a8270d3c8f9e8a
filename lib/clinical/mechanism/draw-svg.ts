import { FONT_SIZE, LINE_HEIGHT, type Drawing } from './layout-mechanism'

/** Text for XML and HTML: nothing in it can open an element, close an attribute or be a control character. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

export const FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
const COLOURS = {
  causes: '#17212b',
  activates: '#1b6b3a',
  inhibits: '#b3261e',
} as const

/** The boxes. At a step the two that it joins stand out; without one none does. */
export function drawnNodes({ nodes, edges }: Pick<Drawing, 'nodes' | 'edges'>, at?: number): string[] {
  const now = edges.find(({ step }) => step === at)
  return nodes.map(({ id, x, y, width, height, lines, step }) => {
    const joined = now?.from === id || now?.to === id
    const top = y - ((lines.length - 1) * LINE_HEIGHT) / 2
    const words = lines.map(
      (line, i) =>
        `<text x="${x}" y="${top + i * LINE_HEIGHT}" text-anchor="middle" dominant-baseline="central" fill="#17212b">${escapeMarkup(line)}</text>`,
    )
    const box = `<rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="6" fill="#ffffff" ${joined ? 'stroke="#0b5f86" stroke-width="2.5"' : 'stroke="#53606d"'}/>`
    return `<g class="node" data-step="${step}">${box}${words.join('')}</g>`
  })
}

/** The lines with their heads; that of a step is the thickest. */
export function drawnEdges({ edges }: Pick<Drawing, 'edges'>, at?: number): string[] {
  return edges.map(({ kind, path, head, step }) => {
    const colour = COLOURS[kind]
    const dash = kind === 'activates' ? ' stroke-dasharray="6 3"' : ''
    const fill = kind === 'inhibits' ? 'none' : colour
    return `<g class="edge" data-step="${step}" stroke="${colour}"><path d="${path}" fill="none" stroke-width="${step === at ? 3 : 1.6}"${dash}/><path d="${head}" fill="${fill}" stroke-width="2"/></g>`
  })
}

interface Caption {
  title: string
  /** One line under the drawing: where it comes from and that it is to be verified. */
  footer: string
}

/** The drawing as an SVG file of its own: shapes and text, no script, no style sheet, nothing loaded from elsewhere. */
export function drawSvg(drawing: Drawing, { title, footer }: Caption): string {
  const width = Math.max(drawing.width, 420)
  const height = drawing.height + 64
  const left = (width - drawing.width) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${escapeMarkup(FONT)}" font-size="${FONT_SIZE}">`,
    `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(footer)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="24" font-size="17" font-weight="600" fill="#17212b">${escapeMarkup(title)}</text>`,
    `<g transform="translate(${left} 34)">`,
    ...drawnEdges(drawing),
    ...drawnNodes(drawing),
    '</g>',
    `<text x="12" y="${height - 10}" font-size="11" fill="#53606d">${escapeMarkup(footer)}</text>`,
    '</svg>',
  ].join('\n')
}
