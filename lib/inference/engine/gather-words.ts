import type { GenerateEvent } from '@/lib/inference/contract'

/** Milliseconds between two tellings of words: twelve a second, more often than anybody reads. */
const EVERY_MS = 80

type Words = Extract<GenerateEvent, { type: 'thought' | 'delta' }>

const areWords = (event: GenerateEvent): event is Words => event.type === 'thought' || event.type === 'delta'

/** Both as one event, or null where they belong to different parts. */
function joined(held: Words, next: Words): Words | null {
  if (held.type === 'thought' && next.type === 'thought') {
    return { type: 'thought', data: { text: held.data.text + next.data.text } }
  }
  if (held.type === 'delta' && next.type === 'delta' && held.data.section === next.data.section) {
    return { type: 'delta', data: { ...next.data, text: held.data.text + next.data.text } }
  }
  return null
}

/**
 * Joins words of one part that a fast model writes within 80 ms into one event. Each event costs two processes and a browser their
 * share of the processor that the model writes on. The first word and every other event go out at once, and in their order.
 */
export class WordGatherer {
  private held: Words | null = null
  private timer: NodeJS.Timeout | null = null
  private toldAt = -Infinity

  constructor(private readonly tell: (event: GenerateEvent) => void) {}

  push(event: GenerateEvent): void {
    if (!areWords(event)) {
      this.flush()
      this.tell(event)
      return
    }
    const words = this.held ? joined(this.held, event) : event
    if (words === null) this.flush()
    this.held = words ?? event
    const wait = this.toldAt + EVERY_MS - performance.now()
    if (wait <= 0) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), wait)
  }

  /** Tells what is held back. To be called when no event follows, whatever ended them. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const words = this.held
    if (!words) return
    this.held = null
    this.toldAt = performance.now()
    this.tell(words)
  }
}
