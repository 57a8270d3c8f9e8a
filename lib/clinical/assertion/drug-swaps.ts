import { withoutDoses, type Verdict } from '@/lib/clinical/assertion/drug-cues'
import type { Switch } from '@/lib/clinical/assertion/drug-switch'

/** What makes another drug change: 因利福平, 为避免与酮康唑. */
const WHY = /[，,] ?(?:因|由于|鉴于|考虑到?与?|为?避免与|担心与|怕与)(?:合用|联用|使用|加用|用)?$/

const FOR_SO_LONG =
  /^[^，,;；。()]{0,8}\d+ ?(?:天|日|周|个?月|年|days?|weeks?|months?)(?:后|余)? ?[^，,;；。()]{0,4}$/

/** A drug with how it changes with the one in front; `join` where both are of one list. */
interface SwappedDrug {
  from: number
  to: number
  front: string
  join: string | null
  swap: Switch
}

/** 甲药80mg，乙药换丙药; A weekly, B swapped for C: behind a comma, one without a dose is not of the list of one that has it. */
function isDosedApart(text: string, drugs: readonly SwappedDrug[], j: number): boolean {
  const [before, drug, next] = [drugs[j - 1], drugs[j], drugs[j + 1]]
  if (!before || !drug || !next || drug.join !== 'loose') return false
  const [gap, own] = [text.slice(before.to, drug.from), text.slice(drug.to, next.from)]
  return withoutDoses(gap) !== gap && withoutDoses(own) === own
}

/** What a change to the next drug or from the one in front says of each. */
export function swapsOf(text: string, drugs: readonly SwappedDrug[]): (Verdict | 'kept' | null)[] {
  const bracketed = new Set(
    drugs.flatMap(({ from }, k) => (/^ ?\(/.test(text.slice(drugs[k - 1]?.to ?? from, from)) ? [k] : [])),
  )
  const says: (Verdict | 'kept' | null)[] = drugs.map(() => null)
  drugs.forEach(({ swap }, k) => {
    if (swap === 'back') {
      says[k] = 'stopped'
      says[k - 1] ??= 'kept'
    }
    if (swap === 'plan back') {
      says[k] = 'kept'
      says[k - 1] ??= 'planned'
    }
    if (swap === 'plan') {
      says[k] = 'planned'
      says[k - 1] ??= 'kept'
    }
    if (swap === 'forth') {
      says[k] = 'kept'
      // 甲药，因乙药换丙药: the one in front of the change is only its reason.
      const isWhy = k > 1 && WHY.test(drugs[k - 1]?.front ?? '')
      for (let j = isWhy ? k - 2 : k - 1; j >= 0; j -= 1) {
        says[j] = 'stopped'
        // 甲药、乙药（干咳，换）丙药: a bracket is of the last alone. 甲药，乙药2周后换丙药: so is how long it was taken.
        const apart = drugs[j]?.join === 'loose' && FOR_SO_LONG.test(text.slice(drugs[j]?.to, drugs[k]?.from))
        const alone =
          !drugs[j]?.join || apart || isDosedApart(text, drugs, j) || (bracketed.has(k) && !bracketed.has(j))
        if (alone) break
      }
    }
  })
  return says
}
