/** Numbers of the turns that are left out, from 1, and by how many tokens the rest is still too long. */
export interface Fit {
  dropped: number[]
  tokensOver: number
}

/**
 * Which earlier turns have to be left out for a prompt to fit: the oldest first, each whole, never the first one,
 * which is the case itself. `fixed` counts instructions and new question, `turns` each earlier turn, `room` what the
 * prompt may take; all in tokens.
 */
export function fitPrompt(fixed: number, turns: readonly number[], room: number): Fit {
  const dropped: number[] = []
  let over = fixed + turns.reduce((sum, tokens) => sum + tokens, 0) - room
  for (let i = 1; i < turns.length && over > 0; i += 1) {
    dropped.push(i + 1)
    over -= turns[i] ?? 0
  }
  return { dropped, tokensOver: Math.max(0, over) }
}
