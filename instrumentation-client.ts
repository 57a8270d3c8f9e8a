import { config } from 'zod/v4/core'

// Where it may, zod compiles its parsers; trying whether it may is reported as a breach of the page policy. Set before any schema
// is made, which asks for it once.
config({ jitless: true })
