import groups from '@/lib/clinical/allergy-groups.json'
import type { FactOf } from '@/lib/clinical/contract'

export type AllergyGroup = (typeof groups.allergies)[number]

/** The group of drugs that an allergy stands for, with the groups that may cross-react; undefined where the table has none. */
export function allergyGroupOf({ substance, surface }: FactOf<'allergy'>): AllergyGroup | undefined {
  const text = `${substance ?? ''} ${surface}`.toLowerCase()
  return groups.allergies.find(({ names }) => names.some((name) => text.includes(name)))
}
