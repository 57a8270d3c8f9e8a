import 'server-only'
import { mayBecomeTitle, titleOf, type PartId } from '@/lib/inference/engine/section-titles'

/** A heading of the portal's own level or above; deeper ones belong to the part. */
const HEADING = /^#{1,2}(?!#)/
const ONLY_MARKS = /^#{1,2}$/
const SENTENCE_END = /[。！？!?；;\n]|\.(?=\s)/g
const CLOSED = /[。！？!?；;.：:|\n]$/

type Verdict = 'text' | 'wait' | 'end' | { drop: number; skip: boolean }

/**
 * The text of one part while the model writes it. Cut where the model goes on to another part: at a heading of the
 * portal's level, its own among them, or at another part's title. Its own title at the beginning is dropped; a model that begins with
 * another part's is passed over until it comes to this one. White space at the end is held back until more text
 * follows. `push` returns what may be shown now.
 */
export class SectionText {
  /** From the beginning of a line that is not decided yet, else empty. */
  private undecided = ''
  /** Belongs to the part, not shown yet. */
  private ready = ''
  private shown = ''
  private skipped: string | null = null
  private atLineStart = true
  private closing = false
  /** True once the model went on to another part; nothing more comes out. */
  ended = false

  /** `cuts`: false for a thought in the model's own delimiters, which may hold headings of any kind. */
  constructor(
    private readonly part: PartId,
    private readonly cuts = true,
  ) {}

  push(piece: string): string {
    if (this.ended) return ''
    this.undecided += piece
    while (this.nextLine());
    return this.release()
  }

  /** From now on nothing is shown but whole sentences, since the part's budget is nearly spent. */
  close(): void {
    this.closing = true
  }

  /** What was held back and belongs to the part. `cut`: the budget ended it, perhaps in mid-sentence. */
  finish({ cut = false } = {}): string {
    if (this.ended && this.shown !== '') return ''
    const title = this.atLineStart && this.cuts ? titleOf(`${this.undecided}\n`) : null
    const last = title && (title.id !== this.part || this.first) ? '' : this.undecided
    const rest = (this.ready + last).trimEnd()
    if (this.shown === '') {
      const text = rest === '' ? (this.skipped ?? '').trim() : rest.replace(/^[#\s]+/, '')
      return this.show(cut && text !== '' && !CLOSED.test(text) ? `${text}…` : text)
    }
    if (!cut) return this.show(rest)
    return this.show(CLOSED.test(this.shown) ? '' : '…')
  }

  /** All text shown so far. */
  get text(): string {
    return this.shown
  }

  private get first(): boolean {
    return this.shown === '' && this.ready.trim() === ''
  }

  /** Moves one line, or what there is of it, to `ready`. False when there is nothing to decide on. */
  private nextLine(): boolean {
    if (this.undecided === '' || this.ended) return false
    if (this.atLineStart) {
      const verdict = this.judge()
      if (verdict === 'wait') return false
      if (verdict === 'end') {
        this.ended = true
        return false
      }
      if (verdict !== 'text') {
        this.undecided = this.undecided.slice(verdict.drop)
        this.skipped = verdict.skip ? '' : null
        return true
      }
    }
    const end = this.undecided.indexOf('\n') + 1
    const line = end === 0 ? this.undecided : this.undecided.slice(0, end)
    this.undecided = this.undecided.slice(line.length)
    this.atLineStart = end > 0
    if (this.skipped === null) this.ready += line
    else this.skipped += line
    return this.undecided !== ''
  }

  private judge(): Verdict {
    if (this.first) this.undecided = this.undecided.trimStart()
    if (this.undecided === '') return 'wait'
    if (!this.cuts) return 'text'
    const line = this.undecided.split('\n', 1)[0] ?? ''
    const whole = line.length < this.undecided.length
    const title = titleOf(whole ? `${line}\n` : line)
    if (!whole && title && line.length <= title.length + 1) return 'wait'
    if (!whole && !title && (ONLY_MARKS.test(line) || mayBecomeTitle(line))) return 'wait'
    if (title?.id === this.part) {
      if (this.first) return { drop: title.length, skip: false }
      // Under its own heading again a model says the part once more.
      return HEADING.test(line) ? 'end' : 'text'
    }
    const beginning = this.first && this.part !== 'thought'
    if (title) return beginning ? { drop: title.length, skip: true } : 'end'
    if (!HEADING.test(line)) return 'text'
    if (!beginning) return 'end'
    return whole ? { drop: line.length, skip: this.skipped !== null } : 'wait'
  }

  private release(): string {
    let keep = this.ready.trimEnd().length
    if (this.closing && !this.ended) {
      const last = [...this.ready.slice(0, keep).matchAll(SENTENCE_END)].at(-1)
      keep = last ? last.index + 1 : 0
    }
    const text = this.ready.slice(0, keep)
    this.ready = this.ready.slice(keep)
    return this.show(text)
  }

  private show(text: string): string {
    this.shown += text
    return text
  }
}
