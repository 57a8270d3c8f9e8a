import cues from '@/lib/clinical/terms/assertion-cues.json'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import type { TermStatus } from '@/lib/clinical/contract'

type CueStatus = Exclude<TermStatus, 'affirmed'>
type CueRole = 'before' | 'after'

interface Cue {
  before?: CueStatus
  after?: CueStatus
  ends?: true
}
export interface FoundCue extends Cue {
  from: number
  to: number
}

const STATUSES = ['negated', 'rule_out', 'family', 'history'] as const

function compile(): PhraseTrie<Cue> {
  const trie = new PhraseTrie<Cue>()
  const add = (phrase: string, cue: Cue) => trie.set(phrase, (known) => ({ ...known, ...cue }))
  for (const role of ['before', 'after'] as const satisfies CueRole[]) {
    for (const status of STATUSES) for (const phrase of cues[role][status]) add(phrase, { [role]: status })
  }
  for (const phrase of cues.endings) add(phrase, { ends: true })
  return trie
}
const trie = compile()

/** The longest cue that begins at `from` in folded text, or null. */
export function cueAt(text: string, from: number): FoundCue | null {
  const match = trie.at(text, from).find(({ to }) => isWordBoundary(text, from, to))
  return match ? { from, to: match.to, ...match.value } : null
}
