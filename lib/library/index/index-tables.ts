import { FIELDS } from '@/lib/library/index/token-places'

/**
 * The tables of an index. FTS5 keeps which passage holds which token in which field, and no text; every mark that stands in a token is
 * a part of it for the tokeniser.
 */
export const INDEX_TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE editions (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
  CREATE TABLE passages (
    id INTEGER PRIMARY KEY, edition INTEGER NOT NULL, length INTEGER NOT NULL, chinese INTEGER NOT NULL, text TEXT NOT NULL
  );
  CREATE INDEX passages_edition ON passages (edition);
  CREATE VIRTUAL TABLE words USING fts5(
    ${FIELDS.join(', ')}, content='', contentless_delete=1, detail=column,
    tokenize="unicode61 remove_diacritics 0 tokenchars '@#.,-%^/<>≤≥_×℃℉°*()·'"
  );
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
`
