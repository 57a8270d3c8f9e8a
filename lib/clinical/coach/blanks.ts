import type { Locale } from '@/lib/shared/locale'
import texts from '@/lib/clinical/coach/suggestion-texts.json'
import type { MissingFact } from '@/lib/clinical/contract'

/** A place to be filled in: a blank with what stands behind it to say what is wanted. */
export interface Blank {
  start: number
  end: number
}

const BLANK = /_{3,}(?:[ \t]*[（(][^（()）\n]{0,40}[)）])?/g
const HAS_BLANK = /_{3,}/
/** A pair of which one half is filled, for example a blood pressure: the other half is no reason to lose it. */
const HALF = /(\d\s*\/\s*)_{3,}|_{3,}(\s*\/\s*\d)/g
const CLAUSE = /[^，,；;。\n]*(?:[，,；;。]|$)/g
/** Fields of a form that stand in one line, apart: Name: ____   61 y/o man. */
const APART = /\S[ \t\u3000]{2,}\S/
const FIELDS = /(?<=\S)(?=[ \t\u3000]{2})/
const LABEL = /^([^：:，,；;。\n]{1,24}[：:][ \t]*)/
const NOT_KNOWN = '—'

/** Where a text is still to be filled in, in reading order. */
export const blanksIn = (text: string): Blank[] =>
  Array.from(text.matchAll(BLANK), ({ 0: found, index }) => ({ start: index, end: index + found.length }))

/** The blank after a place, or before it; null for none. */
export function nextBlank(text: string, at: number, direction: 'forward' | 'back'): Blank | null {
  const blanks = blanksIn(text)
  const found =
    direction === 'forward' ? blanks.find(({ start }) => start >= at) : blanks.findLast(({ end }) => end < at)
  return found ?? null
}

/** A pair as it is written in one: 120/80, with or without its unit. */
const PAIR = /^\s*(\d{1,3})\s*[/／\\]\s*(\d{1,3})\s*(?:mm\s*hg)?\s*$/i
const OTHER_HALF = /^[ \t]*\/[ \t]*(?=_{3,})/

/** The second blank of `____/____`, where `at` is behind the first half; null elsewhere. */
export function otherHalf(text: string, at: number): Blank | null {
  const stroke = OTHER_HALF.exec(text.slice(at))
  return stroke ? nextBlank(text, at + stroke[0].length, 'forward') : null
}

/** The text with a pair such as 120/80 in both blanks of `____/____`, and the place behind it; null where either is none. */
export function fillPair(text: string, first: Blank, pair: string): { text: string; at: Blank } | null {
  const second = otherHalf(text, first.end)
  const [, one, other] = PAIR.exec(pair) ?? []
  if (!second || one === undefined || other === undefined) return null
  const front = `${text.slice(0, first.start)}${one}/${other}`
  return { text: front + text.slice(second.end), at: { start: front.length, end: front.length } }
}

const isQuestion = (line: string): boolean =>
  [texts['zh-CN'].question, texts.en.question].some((label) => line.trimStart().startsWith(label.trim()))

/** One line without what is empty in it; '' when nothing else is there. A question keeps its words. */
function dropInLine(line: string): string {
  if (!HAS_BLANK.test(line) || isQuestion(line)) return line
  const half = line.replace(
    HALF,
    (_, before?: string, after?: string) => `${before ?? ''}${NOT_KNOWN}${after ?? ''}`,
  )
  const [label = ''] = LABEL.exec(half) ?? []
  const end = /[。.]\s*$/.exec(half)?.[0].trim() ?? ''
  const clauses = half.slice(label.length).match(CLAUSE) ?? []
  const filled = clauses.filter((clause) => clause !== '' && !HAS_BLANK.test(clause))
  const kept = filled
    .join('')
    .trimStart()
    .replace(/[，,；;。.\s]+$/, '')
  return kept === '' ? '' : `${label}${kept}${end}`
}

/**
 * The question without the fields that were left empty: their clauses go, and a line of which nothing is left goes whole. A text without
 * blanks comes back as it is. What a question itself leaves open (`请说明____`) stays, for it cannot be asked without it.
 */
export function dropBlanks(text: string): string {
  if (!HAS_BLANK.test(text)) return text
  const lines = text.split('\n')
  return lines
    .flatMap((line) => {
      const kept = dropInLine(line)
      return kept === '' && line !== '' ? [] : [kept]
    })
    .join('\n')
}

/** The text at the same length with empty fields as spaces, so that none of them is read as a fact and every place stays where it was. */
export function hideBlanks(text: string): string {
  if (!HAS_BLANK.test(text)) return text
  const spaces = (piece: string) => ' '.repeat(piece.length)
  return text
    .split('\n')
    .map((line) => {
      if (!HAS_BLANK.test(line)) return line
      const [front = ''] = LABEL.exec(line) ?? []
      const label = APART.test(front) ? '' : front
      const fields = (line.slice(label.length).match(CLAUSE) ?? []).flatMap((clause) => clause.split(FIELDS))
      const isEmpty = (at: number): boolean =>
        HAS_BLANK.test(fields[at] ?? '') ||
        (/[:：]\s*$/.test(fields[at] ?? '') && HAS_BLANK.test(fields[at + 1] ?? ''))
      const hidden = fields.map((field, at) => (isEmpty(at) ? spaces(field) : field))
      return hidden.every((clause) => clause.trim() === '') ? spaces(line) : label + hidden.join('')
    })
    .join('\n')
}

type FieldId = MissingFact['id']

/** The line with blanks that asks for a fact. */
function fieldLine(id: FieldId, locale: Locale): string {
  const { lines, fields, end } = texts[locale]
  return ({ ...lines, ...fields } as Record<FieldId, string>)[id] + (id === 'question' ? '' : end)
}

/**
 * The text with the field of a fact in it, and where to write: the first blank of a field that is there, or else of one that is put
 * before the question. The same field is never put in twice.
 */
export function openField(text: string, id: FieldId, locale: Locale): { text: string; at: Blank } {
  const line = fieldLine(id, locale)
  const label = LABEL.exec(line)?.[0].trim() ?? line
  const lines = text.split('\n')
  const there = lines.findIndex((one) => one.trimStart().startsWith(label))
  if (there >= 0) {
    const start = lines.slice(0, there).reduce((sum, one) => sum + one.length + 1, 0)
    const own = lines[there] ?? ''
    const blank = blanksIn(own)[0]
    const after = start + own.replace(/[。.]\s*$/, '').length
    return {
      text,
      at: blank ? { start: start + blank.start, end: start + blank.end } : { start: after, end: after },
    }
  }
  const asked = lines.findIndex(isQuestion)
  const before = asked < 0 ? lines : lines.slice(0, asked)
  const put = [...before.filter((one, i) => one !== '' || i < before.length - 1), line]
  const start = put.slice(0, -1).reduce((sum, one) => sum + one.length + 1, 0)
  const [blank = { start: line.length, end: line.length }] = blanksIn(line)
  return {
    text: [...put, ...(asked < 0 ? [] : lines.slice(asked))].join('\n'),
    at: { start: start + blank.start, end: start + blank.end },
  }
}
