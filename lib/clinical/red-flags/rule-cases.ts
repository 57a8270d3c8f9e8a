import { z } from 'zod'
import abdomen from '@/lib/clinical/red-flags/cases/abdomen.json'
import brain from '@/lib/clinical/red-flags/cases/brain-and-mind.json'
import breathing from '@/lib/clinical/red-flags/cases/breathing.json'
import children from '@/lib/clinical/red-flags/cases/children.json'
import circulation from '@/lib/clinical/red-flags/cases/circulation.json'
import drugs from '@/lib/clinical/red-flags/cases/drugs.json'
import infections from '@/lib/clinical/red-flags/cases/infections.json'
import laboratory from '@/lib/clinical/red-flags/cases/laboratory.json'
import limbs from '@/lib/clinical/red-flags/cases/limbs-and-senses.json'
import metabolism from '@/lib/clinical/red-flags/cases/metabolism-and-poisons.json'
import pregnancy from '@/lib/clinical/red-flags/cases/pregnancy.json'
import signs from '@/lib/clinical/red-flags/cases/signs.json'

const casesSchema = z.record(
  z.string(),
  z.strictObject({ raised: z.array(z.string()), silent: z.array(z.string()) }),
)

/** The cases of each rule: what must raise it, and what must raise nothing. For tests and the bench alone. */
export const RULE_CASES = [
  ...[circulation, breathing, brain, abdomen, pregnancy, infections],
  ...[metabolism, limbs, children, signs, laboratory, drugs],
].flatMap(({ cases }) => Object.entries(z.parse(casesSchema, cases)).map(([id, one]) => ({ id, ...one })))
