export function progressLine(at: { done: number; total: number; bytesPerSecond: number }): string
export function createProgress(options: {
  total: number
  out?: { isTTY?: boolean; write(text: string): unknown }
  now?: () => number
}): { at(done: number): void; end(): void }
