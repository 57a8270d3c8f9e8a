import type { ErrorParams } from '@/lib/errors/app-error'
import type {
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  ModelText,
  PromptMeasure,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'

/** What the portal asks of the engine process. `call` numbers a question; its answers carry the same number. */
export type ToChild =
  | { type: 'generate'; call: number; request: GenerateRequest }
  | { type: 'extract'; call: number; request: ExtractRequest }
  | { type: 'measure'; call: number; request: GenerateRequest }
  | { type: 'release'; call: number; conversationId: string }
  | { type: 'warm'; instructions: readonly ModelText[] }
  | { type: 'abort'; call: number }
  | { type: 'shutdown' }

/** What the engine process tells. A call ends with one `end` or one `failed`. */
export type FromChild =
  | { type: 'status'; status: EngineStatus; stats: EngineStats }
  | { type: 'event'; call: number; event: GenerateEvent }
  | { type: 'end'; call: number; value: PromptMeasure | ExtractResult | null }
  | { type: 'failed'; call: number; code: string; status: number; params: ErrorParams }
