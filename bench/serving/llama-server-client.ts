import { EndpointConnection } from '@/lib/inference/remote/endpoint-connection'
import { notYetAnswered, type Answered } from './figures'

/** The same question put to llama.cpp's own server: the same prompt with the card of the case, `decodeTokens` tokens, no parts, no audit. */
export function askLlamaServer(
  url: string,
  {
    users,
    prompt,
    decodeTokens,
  }: { users: number; prompt: (question: string) => string; decodeTokens: number },
): (question: string) => Promise<Answered> {
  const connection = new EndpointConnection({
    id: 'bench',
    url,
    kind: 'llama-server',
    model: 'demo',
    maxConcurrent: users,
  })
  return async (question) => {
    const body = {
      prompt: prompt(question),
      max_tokens: decodeTokens,
      ignore_eos: true,
      temperature: 0.7,
      top_k: 64,
      top_p: 0.95,
    }
    const asked = performance.now()
    const since = () => performance.now() - asked
    const answered = notYetAnswered(asked)
    for await (const chunk of connection.complete(body, AbortSignal.timeout(600_000))) {
      if (chunk.text !== '') {
        answered.firstTokenMs ||= since()
        answered.lastTokenMs = since()
      }
      if (!chunk.usage) continue
      answered.promptTokens = chunk.usage.promptTokens
      answered.cachedTokens = chunk.usage.cachedTokens
      answered.decodedTokens = chunk.usage.completionTokens
    }
    return answered
  }
}
