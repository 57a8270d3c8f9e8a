import { createHash } from 'node:crypto'
import { clearFreedMemory } from '@/lib/shared/clear-freed-memory'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
let texts: { question: string }[] = []
let length = 0

/** Holds a word (the hash of the argument) many times, as texts of requests, until they are old enough that nothing but a whole collection finds them. */
function holdWord(): void {
  texts = Array.from({ length: 200 }, (_, i) => {
    const text = JSON.stringify({ question: `${i} ${digest(process.argv[2] ?? '')} 胸痛` })
    return JSON.parse(text) as { question: string }
  })
  for (let i = 0; i < 200_000; i += 1) length += JSON.stringify({ i, filler: 'x'.repeat(200) }).length
}

holdWord()
texts = texts.filter(({ question }) => question.length > length)
process.on('message', () => {
  clearFreedMemory()
  process.send?.('cleared')
})
process.on('disconnect', () => process.exit(0))
process.send?.('dropped')
