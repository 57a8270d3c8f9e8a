import { setImmediate as turn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { markMatches } from '@/lib/library/index/mark-matches'
import { chooseHits } from '@/lib/library/index/choose-hits'
import { listPassages, type ListedPassage, type PassageList } from '@/lib/library/index/passage-list'
import { rankPassages, type Postings } from '@/lib/library/index/rank-passages'
import { TokenCache, tokenPlaces, type Field, type TokenPlaces } from '@/lib/library/index/token-places'
import { INDEX_TABLES } from '@/lib/library/index/index-tables'
import { headingBelow } from '@/lib/library/heading-below'
import type { Words } from '@/lib/library/index/words'
import { languageOf } from '@/lib/clinical/text/measure-text'
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
  /** Share of what the question asks that the passage answers; more than 1 where it repeats its words. */
  share: number
  matched: string[]
}

const CACHE_KIB = 32 * 1024

const quoted = (token: string) => `"${token.replaceAll('"', '')}"`

/** Words that a text repeats. */
function repeated(tokens: readonly string[]): string[] {
  const [once, often] = [new Set<string>(), new Set<string>()]
  for (const token of tokens) (once.has(token) ? often : once).add(token)
  return [...often]
}

/**
 * The passages of the library, found by their words: an SQLite file with FTS5, made from the database and the originals and
 * at any time made anew. Synchronous: the caller adds an edition at a time and lets others work between.
 */
export class LibraryIndex implements Postings {
  private readonly frequencies = new Map<string, number>()
  private readonly cache = new TokenCache()
  private listed: PassageList | undefined
  /** The edition that is being added in turns: not found until it is whole. */
  private growing: string | undefined
  private version = -1

  private constructor(
    private readonly db: Database.Database,
    private readonly words: Words,
  ) {
    this.db.pragma('journal_mode = WAL')
    this.db.pragma('synchronous = NORMAL')
    this.db.pragma(`cache_size = -${CACHE_KIB}`)
    // A process that ended before the first commit leaves a file without tables.
    if (this.number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") === 0) {
      this.db.transaction(() => {
        this.db.exec(INDEX_TABLES)
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
    const db = new Database(file)
    try {
      return new LibraryIndex(db, words)
    } catch (error) {
      db.close()
      throw error
    }
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
    this.forget()
  }

  /**
   * As `addEdition`, giving the thread away between passages: thousands of them would stop everybody else. The edition is found once
   * it is whole; nothing else is added or removed until then.
   */
  async addEditionInTurns(editionId: string, rows: Iterable<PassageRow>): Promise<void> {
    this.db.exec('BEGIN IMMEDIATE')
    this.growing = editionId
    try {
      const put = this.replace(editionId)
      for (const row of rows) {
        put(row)
        this.forget()
        await turn()
      }
      this.db.exec('COMMIT')
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
      throw error
    } finally {
      this.growing = undefined
      this.forget()
    }
  }

  /** Takes an edition out; one that is not there changes nothing. */
  removeEdition(editionId: string): void {
    this.db.transaction(() => this.removeRows(editionId))()
    this.forget()
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
    const { ids, editions } = this.list()
    const names = new Map(
      this.db.prepare<[], [number, string]>('SELECT number, id FROM editions').raw().all(),
    )
    const known = new Map<number, boolean>()
    const allowedNumber = (edition: number) => {
      const before = known.get(edition)
      if (before !== undefined) return before
      const name = names.get(edition)
      const may = name !== undefined && name !== this.growing && allowed(name)
      known.set(edition, may)
      return may
    }
    const chosen = chooseHits(rankPassages(query, this), { editions, limit, allowed: allowedNumber })
    return chosen.map(({ place, score, share }) => {
      const id = ids[place] ?? 0
      const text = this.string('SELECT text FROM passages WHERE id = ?', id) ?? ''
      const editionId = names.get(editions[place] ?? -1) ?? ''
      return { id, editionId, score, share, matched: markMatches(text, query, this.words) }
    })
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

  /** The passages that hold a token. */
  places(token: string): TokenPlaces {
    return this.cache.get(token, () => tokenPlaces((field) => this.holders(token, field), this.list()))
  }

  /** All passages, read when the index has changed. */
  list(): PassageList {
    this.listed ??= listPassages(
      this.db
        .prepare<[], ListedPassage>('SELECT id, edition, length, chinese FROM passages ORDER BY id')
        .raw()
        .all(),
    )
    return this.listed
  }

  /** Ids of the passages that hold a token in a field; as one text, since rows one by one cost ten times as much. */
  private holders(token: string, field: Field): readonly number[] {
    const ids = this.string(
      'SELECT json_group_array(rowid) FROM words WHERE words MATCH ?',
      `${field} : ${quoted(token)}`,
    )
    return JSON.parse(ids ?? '[]') as number[]
  }

  /** Takes out what the edition had; what is returned puts in a passage. */
  private replace(editionId: string): (row: PassageRow) => void {
    this.removeRows(editionId)
    this.db.prepare('INSERT INTO editions (id) VALUES (?)').run(editionId)
    const edition = this.numberOf(editionId)
    const passage = this.db.prepare('INSERT INTO passages VALUES (?, ?, ?, ?, ?)')
    const words = this.db.prepare(
      'INSERT INTO words (rowid, title, heading, text, often) VALUES (?, ?, ?, ?, ?)',
    )
    let title = { text: '', tokens: '' }
    return (row) => {
      if (row.title !== title.text) {
        title = { text: row.title, tokens: this.words.tokens(row.title).join(' ') }
      }
      const heading = this.words.tokens(headingBelow(row.title, row.heading))
      const text = this.words.tokens(row.text)
      passage.run(row.id, edition, new Set(text).size, languageOf(row.text) === 'zh-CN' ? 1 : 0, row.text)
      words.run(row.id, title.tokens, heading.join(' '), text.join(' '), repeated(text).join(' '))
    }
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
    if (version !== this.version) this.forget()
    this.version = version
  }

  private forget(): void {
    this.frequencies.clear()
    this.cache.clear()
    this.listed = undefined
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
