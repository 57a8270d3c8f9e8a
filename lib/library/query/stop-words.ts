import { foldText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { stemWord } from '@/lib/library/index/stem-word'
import table from '@/lib/library/query/stop-words.json'

const CHINESE = phraseTrie(table.zh.map((phrase) => [foldText(phrase).text, true] as const))
const ENGLISH = new Set(table.en.flatMap((word) => [word, stemWord(word)]))

/** Where a folded question holds words that ask and say nothing: 如何, 是不是, 患者. */
export const stopPlaces = (text: string): { from: number; to: number }[] => [...CHINESE.matches(text)]

/** Whether a token of a question is an English word of no content. */
export const isStopWord = (token: string): boolean => ENGLISH.has(token)
