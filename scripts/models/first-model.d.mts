import type { GetModelOptions } from './get-model.d.mts'

export function isTrial(root: string, env: Record<string, string | undefined>): boolean
export function offerEvaluationModel(
  options: Omit<GetModelOptions, 'id' | 'from' | 'acceptTerms' | 'origins' | 'signal' | 'stallMs'> & {
    probeMs?: number
  },
): Promise<void>
