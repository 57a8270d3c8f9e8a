import 'server-only'
import type { HospitalState } from '@/lib/clinical/medication/hospital-tables'
import type { TermTable } from '@/lib/clinical/terms/term-table'
import { AppError } from '@/lib/errors/app-error'
import { logger } from '@/lib/logging/logger'
import { FairQueue } from '@/lib/quarantine/fair-queue'
import type { ReadDocument, Task, TaskInput, TaskName, TaskOutput } from '@/lib/quarantine/protocol'
import { Reader, type TaskLimits } from '@/lib/quarantine/reader'
import { startReader } from '@/lib/quarantine/start-reader'

/** `interactive`: somebody waits for a check or an answer. `background`: files and batches, which never take every reader. */
type Priority = 'interactive' | 'background'

export interface PoolOptions {
  size: number
  /** Tasks of one person that may wait, and of everybody. */
  waiting: Record<Priority, number>
  waitingInAll: number
  limits: Record<Priority, TaskLimits>
  /** Of tasks that need limits of their own. */
  taskLimits?: Partial<Record<TaskName, TaskLimits>>
  tables: () => readonly TermTable[]
  /** What the hospital changed of the medication tables, asked before each task that reads them. */
  medication: () => Promise<HospitalState>
}

interface TaskOptions {
  /** Whose task it is: people take turns. */
  person: string
  priority: Priority
  signal?: AbortSignal
  onItems?: (items: readonly ReadDocument[]) => void
}

interface Job extends TaskOptions {
  task: Task
  resolve: (output: TaskOutput<TaskName>) => void
  reject: (error: AppError) => void
}

interface Place {
  reader: Reader
  job: Job | null
  /** It has read something since it was started. */
  used: boolean
  /** It ends as soon as another has come in its place. */
  leaving: boolean
}

/** Tasks that ask the medication tables. */
const ASKS_MEDICATION: ReadonlySet<TaskName> = new Set(['readCase', 'checkMedication'])
const RETRY_AFTER_SECONDS = 2
const PRIORITIES = ['interactive', 'background'] as const

/**
 * The quarantine: a few processes that read what people send, so that no text, however made, stops or endangers the
 * portal. A reader that breaks its limits is killed and replaced; it costs one file or one check.
 */
export class ReaderPool {
  private readonly queues = { interactive: new FairQueue<Job>(), background: new FairQueue<Job>() }
  private readonly places = new Set<Place>()
  private starting = 0
  private stopping = false
  private tables: readonly TermTable[] | undefined

  constructor(private readonly options: PoolOptions) {}

  /**
   * Does a task in a reader. Throws AppError `text_too_complex` when it broke its limits, `readers_unavailable` when no
   * reader can be started, `too_many_requests` or `readers_busy` when too much waits, and `superseded` once `signal` is aborted.
   */
  run<N extends TaskName>(name: N, input: TaskInput<N>, options: TaskOptions): Promise<TaskOutput<N>> {
    const done = new Promise<TaskOutput<TaskName>>((resolve, reject) => {
      const job: Job = { ...options, task: { name, input } as Task, resolve, reject }
      const refusal = this.refusal(job)
      if (refusal) {
        reject(refusal)
        return
      }
      options.signal?.addEventListener('abort', () => this.abandon(job), { once: true })
      this.queues[job.priority].add(job.person, job)
      this.dispatch()
    })
    return done
  }

  /** Starts the readers before they are needed. */
  warm(): void {
    while (this.staying() + this.starting < this.options.size) void this.grow()
  }

  /**
   * Replaces every reader that has read something, one after the other: what was read goes with the memory of the process, and
   * whoever asks meanwhile is read by the former one.
   */
  renew(): void {
    for (const place of this.places) place.leaving ||= place.used
    this.replaceNext()
  }

  /** Ends every reader; what waits is refused. */
  stop(): void {
    this.stopping = true
    for (const { reader } of this.places) reader.kill()
    this.refuseWaiting('shutting_down')
  }

  /** Ids of the processes, for whoever watches them. */
  pids(): number[] {
    return [...this.places].flatMap(({ reader }) => reader.pid ?? [])
  }

  private staying(): number {
    return [...this.places].filter(({ leaving }) => !leaving).length
  }

  /** One at a time, so that those who wait for the model feel it least. */
  private replaceNext(): void {
    const left = [...this.places].some(({ leaving }) => leaving)
    if (left && this.starting === 0 && !this.stopping) void this.grow()
  }

  /** Ends readers at rest that are to leave, as many as have a successor; where none is coming, all of them. */
  private dismiss(): void {
    for (const place of this.places) {
      const followed = this.places.size > this.options.size || this.starting === 0
      if (!place.leaving || place.job !== null || !followed) continue
      this.places.delete(place)
      place.reader.kill()
    }
  }

  private refusal({ person, priority, signal }: Job): AppError | null {
    const { waiting, waitingInAll } = this.options
    const retryAfterSeconds = RETRY_AFTER_SECONDS
    if (this.stopping) return new AppError('shutting_down')
    if (signal?.aborted) return new AppError('superseded')
    if (this.queues[priority].count(person) >= waiting[priority]) {
      return new AppError('too_many_requests', { retryAfterSeconds })
    }
    const inAll = this.queues.interactive.count() + this.queues.background.count()
    return inAll >= waitingInAll ? new AppError('readers_busy', { retryAfterSeconds }) : null
  }

  private refuseWaiting(code: 'shutting_down' | 'readers_unavailable'): void {
    for (const priority of PRIORITIES) {
      for (let next = this.queues[priority].next(); next; next = this.queues[priority].next()) {
        next.item.reject(new AppError(code))
      }
    }
  }

  /** A file that nobody wants any more is not read on; a check is short and ends by itself. */
  private abandon(job: Job): void {
    this.queues[job.priority].remove(job.person, job)
    job.reject(new AppError('superseded'))
    const place = [...this.places].find((one) => one.job === job)
    if (place && job.priority === 'background') place.reader.kill()
  }

  /** A person has one reader at most with something that is waited for, and files leave a reader free for it. */
  private nextJob(): Job | null {
    const running = [...this.places].flatMap(({ job }) => job ?? [])
    const atIt = new Set(
      running.filter(({ priority }) => priority === 'interactive').map(({ person }) => person),
    )
    const first = this.queues.interactive.next((person) => !atIt.has(person))
    if (first) return first.item
    const files = running.filter(({ priority }) => priority === 'background').length
    if (files >= Math.max(1, this.options.size - 1)) return null
    return this.queues.background.next()?.item ?? null
  }

  /** The readers at rest, the best for a task first: files go to one that gives way already, what is waited for to another. */
  private free(priority: Priority): Place[] {
    const unfit = ({ reader, leaving }: Place) =>
      2 * Number(reader.behind !== (priority === 'background')) + Number(leaving)
    return [...this.places].filter(({ job }) => job === null).sort((a, b) => unfit(a) - unfit(b))
  }

  private dispatch(): void {
    while ([...this.places].some(({ job }) => job === null)) {
      const job = this.nextJob()
      const [place] = job ? this.free(job.priority) : []
      if (!job || !place) return
      void this.work(place, job)
    }
    if (this.queues.interactive.count() + this.queues.background.count() > 0) this.warm()
  }

  private async work(place: Place, job: Job): Promise<void> {
    place.job = job
    place.used = true
    if (job.priority === 'background') place.reader.giveWay()
    const told = (items: readonly ReadDocument[]) => {
      if (!job.signal?.aborted) job.onItems?.(items)
    }
    const limits = this.options.taskLimits?.[job.task.name] ?? this.options.limits[job.priority]
    try {
      if (ASKS_MEDICATION.has(job.task.name)) place.reader.useMedication(await this.options.medication())
      job.resolve(await place.reader.run(job.task, limits, told))
    } catch {
      logger.warn('a reader gave nothing for a task', { job: job.task.name })
      job.reject(new AppError('text_too_complex'))
    }
    place.job = null
    this.dismiss()
    if (!place.reader.alive) {
      this.places.delete(place)
      if (!this.stopping) this.warm()
    }
    this.dispatch()
  }

  private async grow(): Promise<void> {
    this.starting += 1
    const reader = await startReader()
      .then((child) => new Reader(child, (this.tables ??= this.options.tables())))
      .catch(() => null)
    const ready = reader ? await reader.ready : false
    if (reader && ready) this.welcome(reader)
    this.starting -= 1
    if (ready) {
      this.replaceNext()
      return
    }
    logger.error('a reader could not be started')
    this.dismiss()
    if (this.places.size + this.starting === 0) this.refuseWaiting('readers_unavailable')
  }

  private welcome(reader: Reader): void {
    if (this.stopping) reader.kill()
    const place: Place = { reader, job: null, used: false, leaving: false }
    this.places.add(place)
    // One that ends by itself while it has nothing to do is replaced when the next task comes.
    void reader.ended.then(() => this.places.delete(place))
    this.dismiss()
    this.dispatch()
  }
}
