import 'server-only'

/** A new Markdown heading at the start of a line: the model goes on to a part that the portal opens itself. */
const HEADING_LINE = /(?:^|\n)#{1,6}(?=[^#]|$)/
/** Headings before any text: the model repeats the one that the portal just wrote. */
const OPENING_HEADING = /^(?:\s*#[^\n]*\n)+/
/** Text at the end that may still turn out to be white space before a heading. */
const MAYBE_HEADING = /(?:^|\n)\s*#*$|\s+$/

/**
 * Cuts the text of one part where the model goes on to a heading of its own, drops headings before its first word, and holds back white space at the end until
 * more text follows. `push` returns what may be shown now.
 */
export class SectionText {
  private held = ''
  private shown = ''
  /** True once a heading was met; nothing more comes out. */
  ended = false

  push(piece: string): string {
    if (this.ended) return ''
    let text = this.held + piece
    if (this.shown === '') text = text.replace(OPENING_HEADING, '').trimStart()
    if (this.shown === '' && text.startsWith('#')) {
      this.held = text
      return ''
    }
    const heading = HEADING_LINE.exec(text)
    if (heading) {
      this.ended = true
      this.held = ''
      return this.show(text.slice(0, heading.index).trimEnd())
    }
    const hold = MAYBE_HEADING.exec(text)
    const cut = hold ? hold.index : text.length
    this.held = text.slice(cut)
    return this.show(text.slice(0, cut))
  }

  /** What is still held back when the part is over and would otherwise be lost: a part that is one heading line. */
  finish(): string {
    if (this.ended || this.shown !== '') return ''
    return this.show(this.held.replace(/^[#\s]+/, '').trimEnd())
  }

  /** All text shown so far. */
  get text(): string {
    return this.shown
  }

  private show(text: string): string {
    this.shown += text
    return text
  }
}
