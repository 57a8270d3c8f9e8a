export interface MachineState {
  /** A dump of this process would hold none of its memory. */
  coresAreEmpty: boolean
  /** No dump file is written. */
  coresAreLimited: boolean
  /** Swap devices and files in use that are neither encrypted nor in memory. */
  openSwap: string[]
}
export function readMachineState(where?: { proc?: string; sys?: string }): MachineState
export function machineSentences(state: MachineState): [zh: string, en: string][]
