import 'server-only'
import type { ChildProcess } from 'node:child_process'
import { setPriority } from 'node:os'
import { UNCHANGED, type HospitalState } from '@/lib/clinical/medication/hospital-tables'
import type { TermTable } from '@/lib/clinical/terms/term-table'
import type {
  FromReader,
  ReadDocument,
  Task,
  TaskName,
  TaskOutput,
  ToReader,
} from '@/lib/quarantine/protocol'
import { usageOf } from '@/lib/shared/process-usage'

/** What one task may use before its reader is killed. */
export interface TaskLimits {
  /** Seconds of processor without anything told. Not of the clock: a busy machine is no fault of a text. */
  cpuSeconds: number
  /** Seconds of processor of the whole task. */
  totalCpuSeconds: number
  /** Seconds of the clock without anything told, for a reader that hangs without working. */
  silentSeconds: number
  residentMiB: number
}

/** Why a task gave nothing: its reader was killed, or ended, or the task threw. */
export class ReaderFault extends Error {
  override readonly name = 'ReaderFault'
}

interface Running {
  limits: TaskLimits
  onItems: (items: readonly ReadDocument[]) => void
  resolve: (output: TaskOutput<TaskName>) => void
  reject: (error: ReaderFault) => void
  startedCpu: number
  toldCpu: number
  toldAt: number
}

const WATCH_EVERY_MS = 100
/** Behind everything that somebody waits for: a process may lower itself and never rise again. */
const NICENESS = 10

/** One reader process and the task it is at. A task that breaks its limits costs the process, and nothing else. */
export class Reader {
  private running: Running | null = null
  private watch: NodeJS.Timeout | null = null
  private over = false
  private behindOthers = false
  private medication: HospitalState = UNCHANGED
  /** True once the process has the hospital's tables and takes tasks; false when it ended before. */
  readonly ready: Promise<boolean>
  /** When the process has ended, for whatever reason. */
  readonly ended: Promise<void>

  constructor(
    private readonly child: ChildProcess,
    tables: readonly TermTable[],
  ) {
    let tellReady: (ready: boolean) => void
    this.ready = new Promise((resolve) => (tellReady = resolve))
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.over = true
        this.finish()?.reject(new ReaderFault('the reader ended'))
        tellReady(false)
        resolve()
      }
      child.once('exit', end)
      child.once('error', end)
    })
    child.on('message', (message: FromReader) => {
      if (message.type === 'ready') {
        this.rest()
        tellReady(true)
      } else this.onMessage(message)
    })
    this.send({ type: 'tables', tables })
  }

  /** False once the process has ended. */
  get alive(): boolean {
    return !this.over
  }

  /** True once it works behind every other process. */
  get behind(): boolean {
    return this.behindOthers
  }

  /** Has it work behind every other process, the model's threads among them, for as long as it lives. */
  giveWay(): void {
    if (this.behindOthers || !this.alive || !this.pid) return
    this.behindOthers = true
    try {
      setPriority(this.pid, NICENESS)
    } catch {
      // It ended a moment ago, as its task will tell.
    }
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Does one task; a second one while it runs is a fault of the caller. Throws ReaderFault. */
  run(task: Task, limits: TaskLimits, onItems: Running['onItems']): Promise<TaskOutput<TaskName>> {
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(new ReaderFault('the reader ended'))
        return
      }
      const cpu = this.cpuSeconds()
      const times = { startedCpu: cpu, toldCpu: cpu, toldAt: performance.now() }
      this.running = { limits, onItems, resolve, reject, ...times }
      this.child.ref()
      this.child.channel?.ref()
      this.watch = setInterval(() => {
        this.look()
      }, WATCH_EVERY_MS)
      this.send({ type: 'task', task })
    })
  }

  /** Tells which medication tables hold from the next task on. Told again only when they changed. */
  useMedication(state: HospitalState): void {
    if (this.medication === state) return
    this.medication = state
    this.send({ type: 'medication', state })
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  private send(message: ToReader): void {
    // A process that just died takes no message; its end is handled where it is told.
    if (this.child.connected) this.child.send(message, () => undefined)
  }

  /** An idle reader keeps no process alive that has nothing else to do. */
  private rest(): void {
    this.child.unref()
    this.child.channel?.unref()
  }

  private finish(): Running | null {
    const { running } = this
    this.running = null
    if (this.watch) clearInterval(this.watch)
    this.watch = null
    this.rest()
    return running
  }

  private onMessage(message: Exclude<FromReader, { type: 'ready' }>): void {
    if (message.type === 'done') this.finish()?.resolve(message.output)
    else if (message.type === 'failed') this.finish()?.reject(new ReaderFault('the task failed'))
    else if (this.running) {
      Object.assign(this.running, { toldCpu: this.cpuSeconds(), toldAt: performance.now() })
      this.running.onItems(message.items)
    }
  }

  private cpuSeconds = (): number => (this.pid ? (usageOf(this.pid)?.cpuSeconds ?? 0) : 0)

  private look(): void {
    const { running, pid } = this
    if (!running || !pid) return
    const { limits, startedCpu, toldCpu, toldAt } = running
    const usage = usageOf(pid)
    const cpu = usage?.cpuSeconds ?? 0
    const breach =
      cpu - toldCpu > limits.cpuSeconds ||
      cpu - startedCpu > limits.totalCpuSeconds ||
      (usage?.residentMiB ?? 0) > limits.residentMiB ||
      performance.now() - toldAt > limits.silentSeconds * 1000
    if (breach) this.kill()
  }
}
