/** Fonts of the files that `pdf` writes, none of them embedded. `Song` is Chinese, `SongV` its vertical form. */
const FONTS = {
  Text: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  Bold: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
  Song: composite('UniGB-UCS2-H', '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>'),
  SongV: composite('UniGB-UCS2-V', '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>'),
  /** Says of its glyphs their numbers and nothing else. */
  Numbers: composite(
    'Identity-H',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>',
  ),
} as const
type Font = keyof typeof FONTS
/** In points from the lower left of a page. */
type Point = readonly [x: number, y: number]

function composite(encoding: string, system: string): string {
  const descriptor =
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>'
  const descendant = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light ${system} /DW 1000 /FontDescriptor ${descriptor} >>`
  return `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [${descendant}] >>`
}

const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&')
const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')
const isLatin = (font: Font) => font === 'Text' || font === 'Bold'

/** Draws a text from a point on, in points from the lower left of the page. */
export function at(
  [x, y]: Point,
  text: string,
  { size = 10, font }: { size?: number; font?: Font } = {},
): string {
  const used = font ?? (/^[\u0020-\u007e]*$/.test(text) ? 'Text' : 'Song')
  const string = isLatin(used) ? `(${escaped(text)})` : `<${hex(text)}>`
  return `BT /${used} ${size} Tf 1 0 0 1 ${x} ${y} Tm ${string} Tj ET`
}

/** Draws lines one below the other, 14 points apart. */
export function column(
  [x, y]: Point,
  lines: readonly string[],
  style: { size?: number; font?: Font } = {},
): string {
  return lines.map((line, i) => at([x, y - i * 14], line, style)).join('\n')
}

interface Options {
  title?: string
  /** Under a password that nobody knows. */
  encrypted?: boolean
}

/** A PDF file (ISO 32000-1) of A4 pages with what `at` and `column` draw on each. */
export function pdf(pages: readonly string[], { title, encrypted = false }: Options = {}): Buffer {
  const fonts = Object.entries(FONTS).map(([name, font]) => `/${name} ${font}`)
  const kids = pages.map((_, i) => `${3 + i * 2} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} /MediaBox [0 0 595 842] /Resources << /Font << ${fonts.join(' ')} >> >> >>`,
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${4 + i * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ]
  let body = '%PDF-1.7\n'
  const places = objects.map((object, i) => {
    const place = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
  const password = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'0a'.repeat(32)}> /U <${'0b'.repeat(32)}> >> /ID [<00> <00>]`
  const trailer = `/Size ${objects.length + 1} /Root 1 0 R ${title === undefined ? '' : `/Info << /Title <feff${hex(title)}> >>`} ${encrypted ? password : ''}`
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`
  return Buffer.from(`${body}${table}trailer\n<< ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1')
}
