import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'

/** What a figure was measured on: processor, memory, GPU, and the commit that was measured. */
export function machine(): Record<string, unknown> {
  const read = (command: string, ...args: string[]) => {
    try {
      return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      return null
    }
  }
  return {
    cpu: cpus()[0]?.model,
    processors: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    gpu: read('nvidia-smi', '--query-gpu=name', '--format=csv,noheader'),
    commit: read('git', 'rev-parse', '--short', 'HEAD'),
  }
}

/** Writes a result of a measurement to bench/results and prints where. */
export function writeResult(name: string, result: Record<string, unknown>): void {
  const folder = path.resolve(import.meta.dirname, '../results')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}.json`)
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), ...result }, null, 2)}\n`,
  )
  process.stdout.write(`\nWritten to ${path.relative(process.cwd(), file)}\n`)
}

/** Prints rows of figures under their names. */
export function printTable(rows: readonly Readonly<Record<string, string | number>>[]): void {
  const names = Object.keys(rows[0] ?? {})
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    process.stdout.write(`${line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}\n`)
  }
}
