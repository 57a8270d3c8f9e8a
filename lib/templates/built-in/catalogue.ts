import type { Locale } from '@/lib/shared/locale'
import abnormalLiverTests from '@/lib/templates/built-in/abnormal-liver-tests.json'
import acuteKidneyInjury from '@/lib/templates/built-in/acute-kidney-injury.json'
import anaemia from '@/lib/templates/built-in/anaemia.json'
import chestPain from '@/lib/templates/built-in/chest-pain.json'
import diabetesTitration from '@/lib/templates/built-in/diabetes-titration.json'
import drugInteraction from '@/lib/templates/built-in/drug-interaction.json'
import dyspnoea from '@/lib/templates/built-in/dyspnoea.json'
import electrolytes from '@/lib/templates/built-in/electrolytes.json'
import fever from '@/lib/templates/built-in/fever.json'
import perioperativeAnticoagulation from '@/lib/templates/built-in/perioperative-anticoagulation.json'
import sepsis from '@/lib/templates/built-in/sepsis.json'
import stroke from '@/lib/templates/built-in/stroke.json'
import teachingRound from '@/lib/templates/built-in/teaching-round.json'

/** A template that comes with the portal, in one language. `definition` is parsed by the one who uses it. */
interface BuiltIn {
  id: string
  /** Year and month of the content. */
  edition: string
  definition: unknown
}

type File = { id: string; edition: string } & Record<Locale, unknown>
const FILES: readonly File[] = [
  abnormalLiverTests,
  acuteKidneyInjury,
  anaemia,
  chestPain,
  diabetesTitration,
  drugInteraction,
  dyspnoea,
  electrolytes,
  fever,
  perioperativeAnticoagulation,
  sepsis,
  stroke,
  teachingRound,
]

/** Every template that comes with the portal, each language as a template of its own. */
export const BUILT_IN: readonly BuiltIn[] = FILES.flatMap(({ id, edition, ...texts }) => [
  { id: `builtin-${id}-zh`, edition, definition: texts['zh-CN'] },
  { id: `builtin-${id}-en`, edition, definition: texts.en },
])
