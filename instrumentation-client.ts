/**
 * Where it may, zod compiles its parsers; trying whether it may is reported as a breach of the page policy. Set before any schema
 * is made, which asks for it once, and where zod keeps it, so that a page without schemas loads none of zod.
 */
const KEPT_UNDER = '__zod_globalConfig'
const kept: unknown = Reflect.get(globalThis, KEPT_UNDER)
Reflect.set(globalThis, KEPT_UNDER, Object.assign(kept ?? {}, { jitless: true }))

export {}
