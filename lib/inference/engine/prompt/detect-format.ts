import { PROMPT_FORMATS, type ModelProfile } from '@/lib/inference/engine/catalogue'
import { FORMATS, type PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import type { SpecialTokens } from '@/lib/inference/engine/prompt/vocabulary'

/** True when every control word of the format is one control token of the vocabulary. */
export function speaks(special: SpecialTokens, { words }: PromptFormat): boolean {
  return words.every((word) => special.has(word))
}

/**
 * The prompt format of a file that no catalogue knows: the first format whose words are control tokens of the
 * vocabulary, if the file's chat template uses them; else null. The thought is the model's own where its template names
 * a thought's delimiter, or where a Gemma calls itself MedGemma (its template does not name them); else it is guided.
 */
export function detectFormat(
  special: SpecialTokens,
  { template, name }: { template: string | undefined; name: string | undefined },
): Pick<ModelProfile, 'promptFormat' | 'guidedThought'> | null {
  const id = PROMPT_FORMATS.find((one) => speaks(special, FORMATS[one]))
  if (!id || template === undefined) return null
  const { words, thought } = FORMATS[id]
  if (!words.every((word) => template.includes(word))) return null
  const delimited = special.has(thought.open) && special.has(thought.close)
  const thinks = id === 'gemma3' ? /medgemma/i.test(name ?? '') : template.includes(thought.close)
  return { promptFormat: id, guidedThought: !(delimited && thinks) }
}
