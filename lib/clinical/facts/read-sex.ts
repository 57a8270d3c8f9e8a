import type { Fact } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Sex = 'male' | 'female'
const words = (sex: Sex, phrases: readonly string[]) => phrases.map((phrase) => [phrase, sex] as const)

const PLAIN = phraseTrie<Sex>([
  ...words('male', ['男性', '男孩', '男婴', '男童', '男患', '老年男', '青年男', '中年男', '先生']),
  ...words('male', ['male', 'man', 'boy', 'gentleman']),
  ...words('female', [
    '女性',
    '女孩',
    '女婴',
    '女童',
    '女患',
    '老年女',
    '青年女',
    '中年女',
    '女士',
    '产妇',
    '孕妇',
  ]),
  ...words('female', ['female', 'woman', 'girl', 'lady']),
])
const LETTERS: Readonly<Record<string, Sex>> = { 男: 'male', 女: 'female' }
const BEFORE = /^$|[,，、 :;/(（。.\n岁者别\d]$/
const AFTER = /^$|^[,，、 ;/)）。.\n\d]/
/** `62M`, `62 y/o F`: the letter that American notes put behind the age. */
const AFTER_AGE = /(?:\d|\d ?y\/?o|\d ?yo|year-old) ?$/

function letterAt({ text, original, starts }: FoldedText, at: number): Sex | null {
  const known = LETTERS[text[at] ?? '']
  const before = text.slice(Math.max(0, at - 10), at)
  const after = text.slice(at + 1, at + 2)
  if (known) return BEFORE.test(before) && AFTER.test(after) ? known : null
  const letter = original[starts[at] ?? 0]
  if ((letter !== 'M' && letter !== 'F') || !AFTER_AGE.test(before) || /^[a-z/]/.test(after)) return null
  return letter === 'M' ? 'male' : 'female'
}

/** Every place that says the patient's sex. */
export function readSex(folded: FoldedText): Fact[] {
  const { text } = folded
  const facts: Fact[] = []
  for (let i = 0; i < text.length;) {
    const word = PLAIN.at(text, i).find((match) => isWordBoundary(text, match.from, match.to))
    const value = word?.value ?? letterAt(folded, i)
    const to = word?.to ?? i + 1
    if (value) facts.push({ kind: 'sex', ...originalSpan(folded, i, to), value })
    i = to
  }
  return facts
}
