import headings from '@/lib/documents/extract/headings.json'
import type { Field, RequiredPart } from '@/lib/documents/contract'

/** A part of a discharge summary under its heading; `start` and `end` enclose its body in the text. */
export interface Section {
  heading: string
  start: number
  end: number
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const ALL = [
  ...new Set([...Object.values(headings.required), ...Object.values(headings.fields), headings.other].flat()),
].sort((a, b) => b.length - a.length)

/**
 * A heading: at the start of a line with a colon, in brackets, or alone on its line; or within a line after a stop, then
 * with a colon. A number may stand before it.
 */
const HEADING = new RegExp(
  String.raw`(?:(?<=^|[\n。；;.])[ \t]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）][ \t]*)?|(?<=\s))` +
    String.raw`(?:[【\[](${ALL.map(escape).join('|')})[】\]][ \t]*[:：]?|(${ALL.map(escape).join('|')})[ \t]*(?:[:：]|(?=\n)))`,
  'gi',
)

/** The parts of a text in order; a text without headings has none. */
export function splitSections(text: string): Section[] {
  const found = [...text.matchAll(HEADING)]
  return found.map((match, i) => ({
    heading: (match[1] ?? match[2] ?? '').toLowerCase(),
    start: match.index + match[0].length,
    end: found[i + 1]?.index ?? text.length,
  }))
}

const lowered = <K extends string>(table: Record<K, string[]>) =>
  new Map(
    Object.entries<string[]>(table).map(([key, names]) => [
      key,
      new Set(names.map((one) => one.toLowerCase())),
    ]),
  )
const FIELD_HEADINGS = lowered(headings.fields)
const REQUIRED_HEADINGS = lowered(headings.required)

/** The parts that hold a field. */
export function sectionsOf(sections: readonly Section[], field: Field): Section[] {
  return sections.filter(({ heading }) => FIELD_HEADINGS.get(field)?.has(heading))
}

/** The required parts that have no heading or nothing under it. */
export function missingParts(text: string, sections: readonly Section[]): RequiredPart[] {
  return (Object.keys(headings.required) as RequiredPart[]).filter(
    (part) =>
      !sections.some(
        ({ heading, start, end }) =>
          REQUIRED_HEADINGS.get(part)?.has(heading) && /[\p{L}\p{N}]/u.test(text.slice(start, end)),
      ),
  )
}

export interface Item {
  start: number
  end: number
  words: string
}

/** Numbers and marks that open an item of a list. A number with a unit or a decimal is none. */
const BREAK =
  /\n+|[；;。]+|(?<=^|[\s，,。；;：:])(?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|\d{1,2}\.(?=\d[型级度期])|[（(]\d{1,2}[)）]|[①-⑳]|[•·*-]\s)/g
const EDGES = /^[\s，,、：:.]+|[\s，,、：:.]+$/g

/** The items listed in a part: by line, by number, by semicolon. */
export function itemsOf(text: string, { start, end }: Section): Item[] {
  const body = text.slice(start, end)
  const cuts = [...body.matchAll(BREAK)].map(({ index, 0: mark }) => ({
    from: index,
    to: index + mark.length,
  }))
  const bounds = [{ from: 0, to: 0 }, ...cuts, { from: body.length, to: body.length }]
  return bounds.slice(1).flatMap(({ from }, i) => {
    const raw = body.slice(bounds[i]?.to ?? 0, from)
    const words = raw.replace(EDGES, '')
    if (!/[\p{L}]/u.test(words)) return []
    const at = start + (bounds[i]?.to ?? 0) + raw.indexOf(words)
    return [{ start: at, end: at + words.length, words }]
  })
}
