import type { Feature, Permission, Policy } from '@/lib/feature/define-feature'
import { processSingleton } from '@/lib/shared/process-singleton'

const kept = () => processSingleton('features', (): { features: readonly Feature[] } => ({ features: [] }))

/** Names the features of this installation to what works over all of them. Called by `boot/features.ts` alone. */
export function install(features: readonly Feature[]): void {
  kept().features = features
}

/** Every right of the portal. */
export const allPermissions = (): Permission[] =>
  kept().features.flatMap(({ permissions }) => Object.values(permissions))

/** Every policy that an admin can set. */
export const allPolicies = (): Policy[] => kept().features.flatMap(({ policies }) => Object.values(policies))
