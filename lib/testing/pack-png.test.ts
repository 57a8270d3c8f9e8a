import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packPng } from './pack-png'

const HEAD = Buffer.from('89504e470d0a1a0a', 'hex')

/** A chunk of a PNG, with no checksum: nothing here reads it. */
const chunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)])
}

interface Made {
  width: number
  height: number
  /** The rows as they stand in the file, each after the number of its filter. */
  rows: number[]
  depth?: number
}

function png({ width, height, rows, depth = 8 }: Made): Buffer {
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, depth, 2, 0, 0, 0])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows)))]
  return Buffer.concat([HEAD, ...parts, chunk('IEND', Buffer.alloc(0))])
}

/** The colours of a picture that numbers them, row by row. */
function coloursOf(packed: Buffer, width: number): number[][] {
  const body = (type: string): Buffer => {
    const at = packed.indexOf(type, 0, 'latin1')
    return packed.subarray(at + 4, at + 4 + packed.readUInt32BE(at - 4))
  }
  const palette = body('PLTE')
  const rows = inflateSync(body('IDAT'))
  return [...rows].flatMap((number, i) =>
    i % (width + 1) === 0 ? [] : [[...palette.subarray(3 * number, 3 * number + 3)]],
  )
}

test('a picture keeps its colours, to sixteen shades each, whatever its rows foretell', () => {
  const [ink, paper, accent] = [
    [17, 34, 51],
    [255, 255, 255],
    [11, 95, 134],
  ] as const
  // Filters 0 to 4 in turn, each row of the same three pixels as the one before.
  const left = [
    ...ink,
    ...paper.map((v, i) => v - (ink[i] ?? 0)),
    ...accent.map((v, i) => (v - (paper[i] ?? 0)) & 255),
  ]
  const halves = [ink, paper, accent].flatMap((pixel, at) =>
    pixel.map((v, i) => (v - (((at === 0 ? 0 : ([ink, paper, accent][at - 1]?.[i] ?? 0)) + v) >> 1)) & 255),
  )
  const rows = [
    ...[0, ...ink, ...paper, ...accent],
    ...[1, ...left],
    ...[2, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...[3, ...halves],
    // Above is what paeth foretells at the left edge, and again where the corner equals the left.
    ...[4, 0, 0, 0, ...[0, 0, 0], ...[0, 0, 0]],
  ]
  const shown = [ink, paper, [17, 102, 136]]
  expect(coloursOf(packPng(png({ width: 3, height: 5, rows })), 3)).toEqual(
    Array.from({ length: 5 }, () => shown).flat(),
  )
})

test('what it cannot pack comes back as it was', () => {
  const deep = png({ width: 1, height: 1, rows: [0, 1, 2, 3], depth: 16 })
  expect(packPng(deep)).toBe(deep)
  const pixels = Array.from({ length: 300 }, (_, i) => [
    (i % 16) * 17,
    (Math.floor(i / 16) % 16) * 17,
    i < 256 ? 0 : 255,
  ])
  const many = png({ width: 60, height: 5, rows: pixels.flatMap((p, i) => (i % 60 === 0 ? [0, ...p] : p)) })
  expect(packPng(many)).toBe(many)
})
