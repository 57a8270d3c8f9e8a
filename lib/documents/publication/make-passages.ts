import type { Block } from '@/lib/documents/publication/block'
import { cleanText } from '@/lib/documents/publication/clean-text'
import type { PublicationPassage } from '@/lib/documents/publication/contract'
import { measureText } from '@/lib/clinical/text/measure-text'
import { splitSentences } from '@/lib/documents/publication/split-sentences'

/** Lengths as `measureText` counts them: a passage ends where it is long enough, and a paragraph is cut where it is too long. */
const ENOUGH = 200
const TOO_LONG = 450
/** A table stays whole up to here. */
const TABLE_TOO_LONG = 900
const CHARACTERS_MAX = 4000
const HEADING_MAX = 300
const JOIN = ' › '
/** 表 3, Table 2.1: what stands above a table and belongs to it. */
const CAPTION = /^(?:(?:续|附)?表|table|tab\.) ?[\dA-Z一二三四五六七八九十]/i
const CAPTION_MAX = 120

/** A text in pieces that fit a passage whatever they hold: cut at a blank or a comma where there is no other way. */
function* inPieces(text: string): Generator<string> {
  let rest = text
  while (rest.length > CHARACTERS_MAX) {
    const room = rest.slice(0, CHARACTERS_MAX)
    const stop = Math.max(room.lastIndexOf(' '), room.lastIndexOf('，') + 1, room.lastIndexOf('、') + 1)
    const end = stop > CHARACTERS_MAX / 2 ? stop : CHARACTERS_MAX
    // Half a surrogate pair is no character.
    const to = /[\ud800-\udbff]/.test(rest[end - 1] ?? '') ? end - 1 : end
    yield rest.slice(0, to).trim()
    rest = rest.slice(to).trim()
  }
  if (rest !== '') yield rest
}

/** The sentences of a paragraph in groups of a passage's length. The last is not left alone where it is short. */
function sentenceGroups(text: string): string[] {
  if (measureText(text) <= TOO_LONG && text.length <= CHARACTERS_MAX) return [text]
  const sentences = splitSentences(text).flatMap((sentence) => [...inPieces(sentence)])
  const sizes = sentences.map(measureText)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  // Groups of one length: 500 become twice 250, not 440 and 60.
  const wanted = Math.max(ENOUGH, total / Math.ceil(total / TOO_LONG))
  const groups: string[] = []
  let group = ''
  let size = 0
  sentences.forEach((sentence, i) => {
    const own = sizes[i] ?? 0
    const full =
      group !== '' && (size + own > TOO_LONG || group.length + sentence.length > CHARACTERS_MAX - 1)
    if (full || size >= wanted) {
      groups.push(group)
      group = ''
      size = 0
    }
    group +=
      (group === '' || /\p{Script=Han}|[，。！？；：、）”]/u.test(group.at(-1) ?? '') ? '' : ' ') + sentence
    size += own
  })
  if (group !== '') groups.push(group)
  return groups
}

/** A table as text, a row a line, the head repeated where the table is longer than a passage may be. */
function* tableTexts(rows: readonly (readonly string[])[], caption: string): Generator<string> {
  const cells = rows.map((row) => row.map(cleanText)).filter((row) => row.some((cell) => cell !== ''))
  const lines = cells.map((row) => row.join(' | '))
  const [head = '', ...body] = lines.map((line) => line.slice(0, CHARACTERS_MAX / 4))
  const top = caption === '' ? head : `${caption}\n${head}`
  let text = top
  for (const line of body) {
    const longer = `${text}\n${line}`
    const tooLong = longer.length > CHARACTERS_MAX || measureText(longer) > TABLE_TOO_LONG
    if (tooLong && text !== top) {
      yield text
      text = `${top}\n${line}`
    } else text = longer
  }
  if (text !== '') yield text
}

interface Heading {
  level: number
  text: string
}

/** The path of headings, outermost first. Of one that is too long the outer ones go. */
function pathOf(headings: readonly Heading[]): string {
  const texts = headings.map(({ text }) => text.slice(0, HEADING_MAX / 2).toWellFormed())
  while (texts.length > 1 && texts.join(JOIN).length > HEADING_MAX) texts.shift()
  return texts.join(JOIN)
}

/** Passages while the blocks are gone through. */
class Passages {
  readonly list: PublicationPassage[] = []
  private headings: Heading[] = []
  private heading = ''
  private page: number | null = null
  private texts: string[] = []
  private size = 0
  private characters = 0
  /** The nearest heading has nothing below it yet. */
  private bare = false

  /** Begins a section. A heading with nothing below it is a passage itself: nothing of a document is lost. */
  enter(heading: Heading, page: number | null): void {
    this.close()
    if (this.bare && (this.headings.at(-1)?.level ?? 0) >= heading.level) this.keepBare()
    this.headings = [...this.headings.filter(({ level }) => level < heading.level), heading]
    this.heading = pathOf(this.headings)
    this.page = page
    this.bare = true
  }

  say(text: string, page: number | null): void {
    const size = measureText(text)
    const tooLong = this.size + size > TOO_LONG || this.characters + text.length >= CHARACTERS_MAX
    if (this.texts.length > 0 && (this.page !== page || tooLong)) this.close()
    this.page = page
    this.texts.push(text)
    this.size += size
    this.characters += text.length + 1
    if (this.size >= ENOUGH) this.close()
  }

  /** Adds a table, with the caption that was said right before it, and with a short text that leads up to it. */
  addTable(rows: readonly (readonly string[])[], page: number | null): void {
    const last = this.texts.at(-1) ?? ''
    const caption = CAPTION.test(last) && last.length <= CAPTION_MAX ? last : ''
    if (caption !== '') this.texts.pop()
    const texts = [...tableTexts(rows, caption)]
    const [only = ''] = texts
    const fits = this.size + measureText(only) <= TOO_LONG && this.characters + only.length < CHARACTERS_MAX
    if (texts.length === 1 && this.texts.length > 0 && this.page === page && fits) {
      this.texts.push(only)
      this.close()
      return
    }
    this.close()
    for (const text of texts) this.add(text, page)
  }

  /** What is too short to stand alone goes to what stands before it in its section. */
  private joinToLast(text: string): boolean {
    const before = this.list.at(-1)
    if (!before || this.size >= ENOUGH / 2 || before.heading !== this.heading || before.page !== this.page) {
      return false
    }
    const joined = `${before.text}\n${text}`
    if (measureText(joined) > TOO_LONG || joined.length > CHARACTERS_MAX) return false
    before.text = joined
    return true
  }

  close(): void {
    const text = this.texts.join('\n')
    if (text !== '' && !this.joinToLast(text)) this.add(text, this.page)
    this.texts = []
    this.size = 0
    this.characters = 0
  }

  end(): PublicationPassage[] {
    this.close()
    if (this.bare) this.keepBare()
    return this.list
  }

  private keepBare(): void {
    const heading = pathOf(this.headings.slice(0, -1))
    for (const text of inPieces(this.headings.at(-1)?.text ?? '')) {
      this.list.push({ heading, page: this.page, text })
    }
    this.bare = false
  }

  private add(text: string, page: number | null): void {
    this.list.push({ heading: this.heading, page, text })
    this.bare = false
  }
}

/**
 * The passages of a document. A sentence is never cut unless it is longer than four thousand characters; paragraphs of one
 * section and page are joined until they are long enough, so that only a paragraph that crosses pages makes a passage that
 * does; a table is one passage, together with a short text that leads up to it. Pure, linear in the length of the blocks.
 */
export function makePassages(blocks: readonly Block[]): PublicationPassage[] {
  const passages = new Passages()
  blocks.forEach((block, i) => {
    if (block.kind === 'table') {
      passages.addTable(block.rows, block.page)
      return
    }
    const text = cleanText(block.text)
    if (text === '') return
    if (block.kind === 'heading') {
      passages.enter({ level: block.level, text }, block.page)
      return
    }
    // A caption stays open for its table, whatever was said before it.
    if (blocks[i + 1]?.kind === 'table' && CAPTION.test(text)) passages.close()
    for (const group of sentenceGroups(text)) passages.say(group, block.page)
  })
  return passages.end()
}
