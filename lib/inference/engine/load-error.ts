import type { EngineNotice, EngineStatus } from '@/lib/inference/contract'

export type LoadFailure = NonNullable<EngineStatus['failure']>

/** Why the model could not be loaded: a code for the status line, and the sentence with numbers where there are any. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  constructor(
    readonly failure: LoadFailure,
    readonly notice: EngineNotice | null = null,
    options?: ErrorOptions,
  ) {
    super(failure, options)
  }
}
