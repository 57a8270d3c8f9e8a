import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { recordRefused } from '@/lib/inference/record-refused'
import { inference } from '@/lib/inference/feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { AppError } from '@/lib/errors/app-error'
import type { ModelText } from '@/lib/inference/contract'
import type { Identifier } from '@/lib/privacy/contract'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import { replaceIdentifiers } from '@/lib/privacy/mask-text'
import { readers } from '@/lib/quarantine/readers'
import { processSingleton } from '@/lib/shared/process-singleton'
import type { Locale } from '@/lib/shared/locale'

/** Texts known to hold no identifier, as salted hashes: earlier turns and instructions come by with every question. */
const CLEAN_MAX = 4096
const PORTAL = 'portal'

const seen = () =>
  processSingleton('clean-texts', () => ({ salt: randomBytes(32), clean: new Set<string>() }))

/** The identifiers of a text, read in quarantine, once for each text that has none. */
async function identifiersOf(
  text: string,
  {
    locale,
    person,
    known = [],
  }: { locale: Locale; person: string; known?: readonly KnownName[] | undefined },
): Promise<readonly Identifier[]> {
  const { salt, clean } = seen()
  // A text without a name may hold one that its case has come to know.
  const names = known.map(({ surface }) => surface).join('\0')
  const key = createHash('sha256')
    .update(salt)
    .update(JSON.stringify([locale, names, text]))
    .digest('base64')
  if (clean.has(key)) return []
  const who = { person, priority: 'interactive' } as const
  const [identifiers = []] = await readers().run('findIdentifiers', { texts: [text], locale, known }, who)
  if (identifiers.length === 0) {
    if (clean.size >= CLEAN_MAX) clean.clear()
    clean.add(key)
  }
  return identifiers
}

interface Through {
  locale: Locale
  /** Whose text it is, for a fair share of the readers; the portal's own where nobody is named. */
  person?: string
  /**
   * Who asks, where the text is to be answered: under `block` it is then refused and the refusal recorded. Without it, a
   * text that is only counted, or stands beside the one that is asked, is masked under `block` as under `mask`.
   */
  refuseFor?: { actor: Actor; requestId: string }
  /** The names that the text's case has masked; those of this text are added, so that a person keeps one placeholder. */
  names?: KnownName[] | undefined
}

/** Adds the names of a text to those of its case, each once. */
function keepNames(names: KnownName[], identifiers: readonly Identifier[]): void {
  for (const { kind, surface, replacement } of identifiers) {
    const known = names.some((one) => one.surface === surface && one.replacement === replacement)
    if (kind === 'name' && !known) names.push({ surface, replacement })
  }
}

async function refuse(count: number, refused: Required<Through>['refuseFor']): Promise<never> {
  const refusal = new AppError('identifiers_found', { count })
  await recordRefused(refusal, refused)
  throw refusal
}

/**
 * The one gate to every engine: the text as the policy for identifiers lets a model see it, and how many places of it were
 * masked. Nothing else makes a `ModelText`. Throws AppError `identifiers_found`, recorded, where the policy refuses what
 * is asked; `audit_unavailable` when that cannot be recorded; `text_too_complex` or `readers_busy`.
 */
export async function toModel(
  text: string,
  { locale, person = PORTAL, refuseFor, names }: Through,
): Promise<{ text: ModelText; masked: number }> {
  const { mode } = await readPolicy(inference.policies.privacyGuard)
  if (mode === 'warn') return { text: text as ModelText, masked: 0 }
  const identifiers = await identifiersOf(text, { locale, person, known: names })
  if (mode === 'block' && refuseFor && identifiers.length > 0) await refuse(identifiers.length, refuseFor)
  if (names) keepNames(names, identifiers)
  return { text: replaceIdentifiers(text, identifiers) as ModelText, masked: identifiers.length }
}
