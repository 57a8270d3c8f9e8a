export interface Library {
  /** Path in the wheel. */
  member: string
  bytes: number
  sha256: string
}
export interface Wheel {
  package: string
  version: string
  platform: string
  file: string
  bytes: number
  sha256: string
  /** Path of the licence in the wheel. */
  licence: string
  libraries: Library[]
}
export interface Table {
  cuda: string
  glibc: string
  terms: { name: string; sha256: string }
  wheels: Wheel[]
}
interface Request {
  table: Table
  stateDir: string
  /** Whether wheels are downloaded, which takes room. */
  downloads: boolean
  by: string
  obtain: (wheel: Wheel, folder: string) => string | Promise<string>
  agree: (terms: { termsName: string; termsSha256: string; text: string }) => boolean | Promise<boolean>
  onFile?: (name: string) => void
}
export declare const LICENCE: string
export declare class Refusal extends Error {
  readonly zh: string
  readonly en: string
}
export function fetchGpuLibraries(request: Request): Promise<'present' | 'installed'>
