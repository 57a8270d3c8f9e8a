import { audit } from '@/lib/audit/feature'
import { auth } from '@/lib/auth/feature'
import { backup } from '@/lib/backup/feature'
import { batch } from '@/lib/batch/feature'
import { consult } from '@/lib/consult/feature'
import type { Feature, Page, Policy } from '@/lib/feature/define-feature'
import { help } from '@/lib/help/feature'
import { install } from '@/lib/feature/installed'
import { inference } from '@/lib/inference/feature'
import { instructions } from '@/lib/instructions/feature'
import { library } from '@/lib/library/feature'
import { mechanism } from '@/lib/mechanism/feature'
import { medication } from '@/lib/medication/feature'
import { operations } from '@/lib/operations/feature'
import { preferences } from '@/lib/preferences/feature'
import { rights } from '@/lib/rights/feature'
import { templates } from '@/lib/templates/feature'
import { usage } from '@/lib/usage/feature'

/** What this installation consists of, in the order of the navigation. A new feature is one line here and one in `features.server.ts`. */
export const FEATURES = [
  consult,
  mechanism,
  medication,
  batch,
  usage,
  audit,
  operations,
  rights,
  instructions,
  library,
  templates,
  auth,
  inference,
  backup,
  preferences,
  help,
] as const satisfies readonly Feature[]

/** Every page, in the order of the navigation. */
export const PAGES = FEATURES.flatMap(({ pages }): readonly Page[] => pages)
/** Every policy by its key. */
export const POLICIES: readonly Policy[] = FEATURES.flatMap(({ policies }): readonly Policy[] =>
  Object.values<Policy>(policies),
)
export const POLICY_KEYS = POLICIES.map(({ key }) => key)

install(FEATURES)
