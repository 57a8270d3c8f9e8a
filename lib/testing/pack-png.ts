import { crc32, deflateSync, inflateSync } from 'node:zlib'

const HEAD_BYTES = 8
/** Colour types of PNG that screenshots have, and their bytes a pixel: red, green, blue, and opacity. */
const PIXEL_BYTES: Readonly<Record<number, number>> = { 2: 3, 6: 4 }

/** The colour type of a PNG that numbers its colours. */
const INDEXED = 3

interface Chunk {
  type: string
  body: Buffer
}

function* chunksOf(png: Buffer): Generator<Chunk> {
  for (let at = HEAD_BYTES; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    yield { type, body: png.subarray(at + 8, at + 8 + length) }
    at += length + 12
  }
}

function written({ type, body }: Chunk): Buffer {
  const chunk = Buffer.alloc(body.length + 12)
  chunk.writeUInt32BE(body.length, 0)
  chunk.write(type, 4, 'latin1')
  body.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length)
  return chunk
}

/** The nearest of the three neighbours to left + above - corner, as PNG foretells a byte. */
function paeth(left: number, above: number, corner: number): number {
  const [fromLeft, fromAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const fromCorner = Math.abs(left + above - 2 * corner)
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left
  return fromAbove <= fromCorner ? above : corner
}

const FORETOLD: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
]

/** The bytes of the pixels, of which the file holds the differences from what their neighbours foretell; each row after a 0. */
function plain(filtered: Buffer, rowBytes: number, pixelBytes: number): Buffer {
  const rows = Buffer.from(filtered)
  const stride = rowBytes + 1
  for (let row = 0; row < rows.length; row += stride) {
    const foretold = FORETOLD[rows[row] ?? 0]
    if (!foretold) throw new Error('a row of the PNG has no known filter')
    for (let i = 1; i <= rowBytes; i += 1) {
      const at = row + i
      const isFirst = i <= pixelBytes
      const left = isFirst ? 0 : (rows[at - pixelBytes] ?? 0)
      const above = row === 0 ? 0 : (rows[at - stride] ?? 0)
      const corner = isFirst || row === 0 ? 0 : (rows[at - stride - pixelBytes] ?? 0)
      rows[at] = ((rows[at] ?? 0) + foretold(left, above, corner)) & 255
    }
    rows[row] = 0
  }
  return rows
}

/** Sixteen shades of each colour are told apart: a comparison forgives more than the half of a step. */
const STEP = 17
const MOST_COLOURS = 256

/** Number of the colour that stands at `at`, rounded: four bits each of red, green and blue. */
const colourAt = (rows: Buffer, at: number): number =>
  [0, 1, 2].reduce((number, i) => number * 16 + Math.round((rows[at + i] ?? 0) / STEP), 0)

/**
 * The picture in a third of the bytes: its colours rounded to sixteen shades each and numbered, flat areas as they are. Takes a PNG
 * of eight bits a colour without interlacing, as Chromium writes, and returns any other, and one of too many colours, as it came.
 */
export function packPng(png: Buffer): Buffer {
  const chunks = [...chunksOf(png)]
  const header = Buffer.from(chunks.find(({ type }) => type === 'IHDR')?.body ?? [])
  const pixelBytes = PIXEL_BYTES[header[9] ?? 0]
  if (pixelBytes === undefined || header[8] !== 8 || header[12] !== 0) return png
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ body }) => body)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const rows = plain(inflateSync(Buffer.concat(packed)), width * pixelBytes, pixelBytes)
  const numbers = new Map<number, number>()
  const numbered = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colourAt(rows, y * (width * pixelBytes + 1) + 1 + x * pixelBytes)
      const number = numbers.get(colour) ?? numbers.size
      numbers.set(colour, number)
      numbered[y * (width + 1) + 1 + x] = number
    }
  }
  if (numbers.size > MOST_COLOURS) return png
  const palette = [...numbers.keys()].flatMap((colour) =>
    [colour >> 8, (colour >> 4) & 15, colour & 15].map((shade) => shade * STEP),
  )
  header[9] = INDEXED
  return Buffer.concat([
    png.subarray(0, HEAD_BYTES),
    written({ type: 'IHDR', body: header }),
    written({ type: 'PLTE', body: Buffer.from(palette) }),
    written({ type: 'IDAT', body: deflateSync(numbered, { level: 9, memLevel: 9 }) }),
    written({ type: 'IEND', body: Buffer.alloc(0) }),
  ])
}
