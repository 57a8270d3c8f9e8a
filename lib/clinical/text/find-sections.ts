import table from '@/lib/clinical/text/sections.json'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'

export type SectionKind = keyof typeof table.headings

/** A part of a note under one heading, in folded text. It begins behind its heading and ends before the next. */
export interface NoteSection {
  kind: SectionKind
  from: number
  to: number
}

const HEADINGS = phraseTrie<SectionKind>(
  Object.entries(table.headings).flatMap(([kind, phrases]) =>
    phrases.map((phrase) => [phrase, kind as SectionKind] as const),
  ),
)
/** A heading stands at the beginning of a line or sentence, behind an item's mark or in 【】. */
const OPENS = /(?:^|[\n。；;】?!]|\. ?|(?:^|[\n。；;]) ?\(?[\d一二三四五六七八九十]{1,2}[.、)]、?)[ (【\[]*$/
/** 四、计划补液…: behind the numeral of a part, no mark needs to stand behind a heading in Chinese. */
const PART = /(?:^|\n) ?(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)、?) ?$/
const NAMED_ALONE = /^[\u4e00-\u9fff]{2,}$/
const NAME_GOES_ON = /^[后前中上下期明时与及和的为史]/
const LONGEST_LEAD = 8
/** PMHx – gout, FH - stroke: where a dash stands for the colon. */
const DASHED: ReadonlySet<SectionKind> = new Set<SectionKind>(['past', 'family'])
/** Maternal meds: a heading of another person's is none of the patient's. */
const OF_ANOTHER = /\b(?:maternal|paternal|mother'?s|mum'?s|father'?s|partner'?s) $/

function headingAt(text: string, at: number): { kind: SectionKind; to: number } | null {
  const match = HEADINGS.at(text, at)[0]
  if (!match) return null
  let to = match.to
  if (text[to] === '(') to = bracketEnd(text, to)
  while (text[to] === ' ') to += 1
  const mark = text[to]
  // P: 80 is a pulse.
  if (to - at < 3 && /^: ?\d/.test(text.slice(to, to + 3))) return null
  const lead = text.slice(Math.max(0, at - LONGEST_LEAD), at)
  if (OF_ANOTHER.test(text.slice(Math.max(0, at - 12), at))) return null
  const lineOf = OPENS.test(lead)
  if (mark === '】' || mark === ']') return { kind: match.value, to: to + 1 }
  if (mark === ':' && (lineOf || lead.endsWith(' ') || lead.endsWith('，'))) {
    return { kind: match.value, to: to + 1 }
  }
  if (lineOf && DASHED.has(match.value) && /^[-–—] /.test(text.slice(to, to + 2))) {
    return { kind: match.value, to: to + 1 }
  }
  const alone = NAMED_ALONE.test(text.slice(at, match.to)) && !NAME_GOES_ON.test(text.slice(to, to + 1))
  if (alone && PART.test(lead)) return { kind: match.value, to }
  if (mark === '\n' && lineOf) return { kind: match.value, to: to + 1 }
  return null
}

function bracketEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length && i - at < 12; i += 1) if (text[i] === ')') return i + 1
  return at
}

/** `FH: father stroke.` stands in one line; under a heading alone the family fills the lines behind it. */
function untilLineEnd(text: string, section: NoteSection): NoteSection {
  const line = text.indexOf('\n', section.from)
  const inline =
    line > 0 &&
    text.slice(section.from, line).trim() !== '' &&
    !/[,，、]\s*$/.test(text.slice(section.from, line))
  return inline ? { ...section, to: Math.min(line, section.to) } : section
}

const HAN = /[\u4e00-\u9fff]/
/** 1.高血压⏎2.糖尿病: lines that are counted go on with the section. */
const COUNTED = /^\s*(?:[\d一二三四五六七八九十]{1,2}[.、)]|[-*·•]|[(①-⑨])/
/** `既往史：胃溃疡。⏎入院后…`: a section in one line ends with it, unless the next line counts on. */
function untilListEnd(text: string, section: NoteSection): NoteSection {
  let line = text.indexOf('\n', section.from)
  while (
    line > 0 &&
    line < section.to &&
    (COUNTED.test(text.slice(line + 1, line + 8)) || /[,，、；;]\s*$/.test(text.slice(section.from, line)))
  ) {
    line = text.indexOf('\n', line + 1)
  }
  return line > 0 && text.slice(section.from, line).trim() !== ''
    ? { ...section, to: Math.min(line, section.to) }
    : section
}

/** The sections of a note in folded text, in order. Text before the first heading belongs to none. */
export function findSections(text: string): NoteSection[] {
  const sections: NoteSection[] = []
  for (let i = 0; i < text.length;) {
    const found = headingAt(text, i)
    if (!found) {
      i += 1
      continue
    }
    const last = sections.at(-1)
    if (last) last.to = i
    sections.push({ kind: found.kind, from: found.to, to: text.length })
    i = found.to
  }
  return sections.map((section) => {
    if (section.kind === 'family') return untilLineEnd(text, section)
    return section.kind === 'past' &&
      HAN.test(text.slice(section.from, section.from + 2).trimStart()[0] ?? '')
      ? untilListEnd(text, section)
      : section
  })
}
