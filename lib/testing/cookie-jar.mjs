import { registerHooks } from 'node:module'

/** Outside a server there is no request to take cookies from: a worker of a test puts its own on `globalThis.testCookie`. */
const SOURCE = `export const cookies = async () => ({ get: (name) =>
  globalThis.testCookie ? { name, value: globalThis.testCookie } : undefined })`

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'next/headers'
      ? { url: `data:text/javascript,${encodeURIComponent(SOURCE)}`, shortCircuit: true }
      : next(specifier, context),
})
