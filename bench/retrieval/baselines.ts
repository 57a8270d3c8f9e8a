import Database from 'better-sqlite3'
import { foldText } from '@/lib/clinical/text/fold-text'
import { lexWords } from '@/lib/library/index/lex-words'
import type { PassageRow } from '@/lib/library/index/library-index'

/** Finds the ids of the best passages for a question. */
export type Search = (question: string, limit: number) => number[]

const TRIGRAM = 3
const quoted = (token: string) => `"${token.replaceAll('"', '""')}"`

interface Baseline {
  tokenizer: string
  index: (text: string) => string
  ask: (question: string) => string[]
}

function plainFts(rows: readonly PassageRow[], { tokenizer, index, ask }: Baseline): Search {
  const db = new Database(':memory:')
  db.exec(`CREATE VIRTUAL TABLE words USING fts5(title, heading, text, tokenize="${tokenizer}")`)
  const insert = db.prepare('INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)')
  for (const { id, title, heading, text } of rows) insert.run(id, index(title), index(heading), index(text))
  const find = db
    .prepare<[string, number], number>('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?')
    .pluck()
  return (question, limit) => {
    const tokens = ask(question)
    return tokens.length === 0 ? [] : find.all(tokens.map(quoted).join(' OR '), limit)
  }
}

const trigrams = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - TRIGRAM + 1) }, (_, at) => text.slice(at, at + TRIGRAM))

/** FTS5 as it comes, with its trigram tokeniser: any three characters of the question. */
export const trigramSearch = (rows: readonly PassageRow[]): Search =>
  plainFts(rows, { tokenizer: 'trigram', index: (text) => text, ask: trigrams })

const wordsOf = (text: string) => lexWords(foldText(text).text).flatMap(({ tokens }) => tokens)

/** FTS5's BM25 over the same words as the library's index: no concepts, synonyms, weights or words of no content. */
export const plainSearch = (rows: readonly PassageRow[]): Search =>
  plainFts(rows, {
    tokenizer: "unicode61 remove_diacritics 0 tokenchars '@#.,-%^/<>≤≥_×℃℉°*()·'",
    index: (text) => wordsOf(text).join(' '),
    ask: wordsOf,
  })
