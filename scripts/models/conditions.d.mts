export type Say = (zh: string, en: string) => void
export interface Probe {
  /** Bytes. */
  freeBytes(folder: string): number
  freeMemory(): number
}
