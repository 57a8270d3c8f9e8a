/** Durations in milliseconds with exact percentiles, at four bytes a value. */
export class Durations {
  private values = new Uint32Array(16)
  private size = 0
  private sorted = true

  add(ms: number): void {
    this.reserve(this.size + 1)
    this.values[this.size++] = ms
    this.sorted = false
  }

  addAll(other: Durations): void {
    this.reserve(this.size + other.size)
    this.values.set(other.values.subarray(0, other.size), this.size)
    this.size += other.size
    this.sorted = false
  }

  /** The value below which a share of the values lies (nearest rank), or null without values. */
  percentile(share: number): number | null {
    const filled = this.values.subarray(0, this.size)
    if (!this.sorted) filled.sort()
    this.sorted = true
    return filled[Math.max(0, Math.ceil(this.size * share) - 1)] ?? null
  }

  private reserve(size: number): void {
    if (size <= this.values.length) return
    const larger = new Uint32Array(Math.max(size, this.values.length * 2))
    larger.set(this.values.subarray(0, this.size))
    this.values = larger
  }
}
