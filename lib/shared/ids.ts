import { z } from 'zod'

/**
 * Id of a row: a cuid as the database makes it (25 lower-case characters), or one of the ids that the built-in templates
 * carry. Any other text is no id, so that a request cannot hand in words in the place of one.
 */
export const rowId = z.string().regex(/^(?:c[a-z0-9]{24}|builtin-[a-z0-9-]{1,48})$/)
