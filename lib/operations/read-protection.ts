import 'server-only'
import type { SystemOverview } from '@/lib/operations/contract'
import { env } from '@/lib/config/env'
import type { EngineNotice } from '@/lib/inference/contract'
import { readersNetworkIsCut } from '@/lib/quarantine/start-reader'
import { readMachineState, type MachineState } from '@/lib/operations/machine-state'

type Protection = SystemOverview['protection']

/** What keeps words in memory and inside, in one word each, from readings of machine, engine and readers. */
export function describeProtection(
  { coresAreEmpty, coresAreLimited, openSwap }: MachineState,
  engine: { mode: 'local' | 'child' | 'remote'; notices: readonly EngineNotice[] },
  readersAreCut: boolean,
): Protection {
  const told = (code: EngineNotice['code']) => engine.notices.some((notice) => notice.code === code)
  const child = told('engine_unconfined') ? 'unconfined' : told('engine_same_user') ? 'same_user' : 'confined'
  return {
    // A limit does not hold for dumps that are piped to a program: emptied ones alone are safe (core(5)).
    crashDumps: !coresAreEmpty ? 'with_memory' : coresAreLimited ? 'none' : 'empty',
    openSwap,
    engine: engine.mode === 'child' ? child : engine.mode,
    readersNetwork: readersAreCut ? 'cut' : 'open',
  }
}

/** What keeps words in memory and inside on this machine now. */
export function readProtection(notices: readonly EngineNotice[]): Protection {
  const mode = env().ENGINE
  return describeProtection(readMachineState(), { mode, notices }, readersNetworkIsCut())
}
