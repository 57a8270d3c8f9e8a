const MIB = 1024 ** 2
/** The speed is that of the last seconds, so that it follows the network. */
const WINDOW_MS = 10_000
const REDRAW_MS = 200

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60] as const
  const two = (n: number): string => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

interface Reached {
  done: number
  total: number
  bytesPerSecond: number
}
/** What is written to: a terminal, or anything else. */
export interface Out {
  isTTY?: boolean
  write(text: string): unknown
}
/** A download's progress; see `createProgress`. */
export interface Progress {
  at(done: number): void
  end(): void
}

/** One line on how far it is: share, MiB, MiB/s and time left, the last two as `–` while no speed is known. */
export function progressLine({ done, total, bytesPerSecond }: Reached): string {
  const mib = (bytes: number): string => (bytes / MIB).toFixed(bytes < 100 * MIB ? 1 : 0)
  const known = bytesPerSecond > 0
  const speed = known ? `${(bytesPerSecond / MIB).toFixed(1)} MiB/s` : '– MiB/s'
  const left = known ? clock((total - done) / bytesPerSecond) : '–'
  const share = String(Math.floor((done / total) * 100)).padStart(3)
  return `  ${share} %  ${mib(done)} / ${mib(total)} MiB  ${speed}  剩余 left ${left}`
}

interface Sample {
  time: number
  done: number
}

/**
 * Shows how far a download of `total` bytes is: on a terminal one line that is rewritten, elsewhere a line for each tenth.
 * `at(done)` notes bytes on disk, `end()` leaves the last line standing. `now` is in ms.
 */
export function createProgress({
  total,
  out = process.stdout,
  now = Date.now,
}: {
  total: number
  out?: Out | undefined
  now?: () => number
}): Progress {
  let samples: Sample[] = []
  let drawn = -Infinity
  let tenth = -1
  const speed = (): number => {
    const [first, last] = [samples[0], samples.at(-1)]
    if (!first || !last) return 0
    return last.time > first.time ? ((last.done - first.done) * 1000) / (last.time - first.time) : 0
  }
  const line = (done: number): string => progressLine({ done, total, bytesPerSecond: speed() })
  return {
    at(done) {
      const time = now()
      // Bytes that are dropped or found on disk are no download.
      if (done < (samples.at(-1)?.done ?? 0)) samples = []
      samples.push({ time, done })
      // One older sample stays, so that a pause, such as that for a wheel, counts.
      while (samples.length > 2 && time - (samples[1]?.time ?? time) > WINDOW_MS) samples.shift()
      if (out.isTTY) {
        if (time - drawn < REDRAW_MS && done < total) return
        drawn = time
        out.write(`\r${line(done)}\u001b[K`)
      } else if (Math.floor((done / total) * 10) > tenth) {
        tenth = Math.floor((done / total) * 10)
        out.write(`${line(done)}\n`)
      }
    },
    end() {
      if (out.isTTY && drawn > -Infinity) out.write('\n')
      drawn = -Infinity
    },
  }
}
