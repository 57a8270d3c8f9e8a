import { existsSync, statSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { markMatches } from '@/lib/library/index/mark-matches'
import { rankPassages, type Postings } from '@/lib/library/index/rank-passages'
import type { Words } from '@/lib/library/index/words'
import type { LibraryQuery } from '@/lib/library/query/library-query'

/** A passage as the database holds it; `id` is the row's. */
export interface PassageRow {
  id: number
  editionId: string
  title: string
  heading: string
  text: string
}

/** A passage found: `matched` are the words of its text that answer the question, as they stand there. */
export interface Hit {
  id: number
  editionId: string
  score: number
  matched: string[]
}

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE editions (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
  CREATE TABLE passages (id INTEGER PRIMARY KEY, edition INTEGER NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX passages_edition ON passages (edition);
  CREATE VIRTUAL TABLE words USING fts5(
    title, heading, text, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 tokenchars '@#.,-%^/<>≤≥_×℃℉°*()·'"
  );
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
`
/** How much a word counts in the title, in the heading path and in the text. */
const FIELDS = '1.5, 2.5, 1.0'
const CACHE_KIB = 32 * 1024

const quoted = (token: string) => `"${token.replaceAll('"', '')}"`

/**
 * The passages of the library, found by their words: an SQLite file with FTS5, made from the database and the originals and
 * at any time made anew. Synchronous: the caller adds an edition at a time and lets others work between.
 */
export class LibraryIndex implements Postings {
  private readonly db: Database.Database
  private readonly frequencies = new Map<string, number>()
  private version = -1

  private constructor(
    file: string,
    private readonly words: Words,
  ) {
    const fresh = !existsSync(file) || statSync(file).size === 0
    this.db = new Database(file)
    this.db.pragma('journal_mode = WAL')
    this.db.pragma('synchronous = NORMAL')
    this.db.pragma(`cache_size = -${CACHE_KIB}`)
    if (fresh) {
      this.db.transaction(() => {
        this.db.exec(TABLES)
        this.db.prepare('INSERT INTO meta VALUES (?, ?)').run('fingerprint', words.fingerprint)
      })()
    }
  }

  /**
   * Opens the index in a file, or begins an empty one.
   *
   * @throws Error for a file that is no index; the caller makes it anew.
   */
  static open(file: string, words: Words): LibraryIndex {
    return new LibraryIndex(file, words)
  }

  /** By which words the index was made. */
  get fingerprint(): string {
    return this.string('SELECT value FROM meta WHERE key = ?', 'fingerprint') ?? ''
  }

  /** Whether the index was made by the words in force. One that was not finds less and is made anew. */
  isCurrent(): boolean {
    return this.fingerprint === this.words.fingerprint
  }

  /** Puts the passages of an edition in place of those it had, all or none. */
  addEdition(editionId: string, rows: Iterable<PassageRow>): void {
    this.db.transaction(() => {
      const put = this.replace(editionId)
      for (const row of rows) put(row)
    })()
    this.frequencies.clear()
  }

  /**
   * As `addEdition`, giving the thread away between passages: thousands of them would stop everybody else. Nothing else is added or
   * removed until it is done.
   */
  async addEditionInTurns(editionId: string, rows: Iterable<PassageRow>): Promise<void> {
    this.db.exec('BEGIN IMMEDIATE')
    try {
      const put = this.replace(editionId)
      for (const row of rows) {
        put(row)
        await turn()
      }
      this.db.exec('COMMIT')
    } catch (error) {
      this.db.exec('ROLLBACK')
      throw error
    } finally {
      this.frequencies.clear()
    }
  }

  /** Takes an edition out; one that is not there changes nothing. */
  removeEdition(editionId: string): void {
    this.db.transaction(() => this.removeRows(editionId))()
    this.frequencies.clear()
  }

  /** The editions that are in the index as a whole. */
  editions(): Set<string> {
    return new Set(this.db.prepare<[], string>('SELECT id FROM editions').pluck().all())
  }

  /** Number of passages. */
  passages(): number {
    return this.number('SELECT count(*) FROM passages') ?? 0
  }

  /** Size of the index, in bytes. */
  bytes(): number {
    return this.number('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size') ?? 0
  }

  /**
   * The passages that answer a question best, one of each edition first, then more of them; empty where none is good enough.
   * `allowed` says whether the reader may see an edition now; it is asked for each edition at most once.
   */
  search(query: LibraryQuery, limit: number, allowed: (editionId: string) => boolean): Hit[] {
    this.forgetIfChanged()
    const ranked = rankPassages(query, this)
    const ofPassage = this.db.prepare<[number], { edition: number; id: string }>(
      'SELECT e.number AS edition, e.id FROM passages p JOIN editions e ON e.number = p.edition WHERE p.id = ?',
    )
    const seen = new Map<string, boolean>()
    const [first, more]: [Hit[], Hit[]] = [[], []]
    for (const { id, score } of ranked) {
      if (first.length >= limit) break
      const editionId = ofPassage.get(id)?.id
      if (editionId === undefined) continue
      const known = seen.get(editionId)
      if (known === undefined) seen.set(editionId, allowed(editionId))
      if (!seen.get(editionId)) continue
      const hit = { id, editionId, score, matched: [] }
      if (known === undefined) first.push(hit)
      else if (more.length < limit) more.push(hit)
    }
    return [...first, ...more].slice(0, limit).map((hit) => this.mark(hit, query))
  }

  /** Merges what was added one by one and leaves one file, without a log beside it. */
  settle(): void {
    this.db.exec("INSERT INTO words (words) VALUES ('optimize')")
    this.db.pragma('journal_mode = DELETE')
  }

  /** Closes the file. */
  close(): void {
    this.db.close()
  }

  /** Number of passages that hold a token. */
  frequency(token: string): number {
    const known = this.frequencies.get(token)
    if (known !== undefined) return known
    const count = this.number('SELECT doc FROM vocabulary WHERE term = ?', token) ?? 0
    this.frequencies.set(token, count)
    return count
  }

  /** The passages that hold a token with the negative BM25 that FTS5 gives it alone. */
  scores(token: string): Iterable<[number, number]> {
    return this.db
      .prepare<[string], [number, number]>(
        `SELECT rowid, bm25(words, ${FIELDS}) FROM words WHERE words MATCH ?`,
      )
      .raw()
      .all(quoted(token))
  }

  /** Takes out what the edition had; what is returned puts in a passage. */
  private replace(editionId: string): (row: PassageRow) => void {
    this.removeRows(editionId)
    this.db.prepare('INSERT INTO editions (id) VALUES (?)').run(editionId)
    const edition = this.numberOf(editionId)
    const passage = this.db.prepare('INSERT INTO passages VALUES (?, ?, ?, ?)')
    const words = this.db.prepare('INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)')
    let title = { text: '', tokens: '' }
    return (row) => {
      if (row.title !== title.text) title = { text: row.title, tokens: this.words.tokens(row.title) }
      passage.run(row.id, edition, row.heading, row.text)
      words.run(row.id, title.tokens, this.words.tokens(row.heading), this.words.tokens(row.text))
    }
  }

  private mark(hit: Hit, query: LibraryQuery): Hit {
    const text = this.string('SELECT text FROM passages WHERE id = ?', hit.id) ?? ''
    return { ...hit, matched: markMatches(text, query, this.words) }
  }

  private removeRows(editionId: string): void {
    const edition = this.numberOf(editionId)
    if (edition === undefined) return
    this.db
      .prepare('DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE edition = ?)')
      .run(edition)
    this.db.prepare('DELETE FROM passages WHERE edition = ?').run(edition)
    this.db.prepare('DELETE FROM editions WHERE number = ?').run(edition)
  }

  private numberOf(editionId: string): number | undefined {
    return this.number('SELECT number FROM editions WHERE id = ?', editionId)
  }

  /** Another process may have changed the file. */
  private forgetIfChanged(): void {
    const version = this.db.pragma('data_version', { simple: true }) as number
    if (version !== this.version) this.frequencies.clear()
    this.version = version
  }

  private number(sql: string, ...values: unknown[]): number | undefined {
    return this.db
      .prepare<unknown[], number>(sql)
      .pluck()
      .get(...values)
  }

  private string(sql: string, ...values: unknown[]): string | undefined {
    return this.db
      .prepare<unknown[], string>(sql)
      .pluck()
      .get(...values)
  }
}
