import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Lets Node 24 run TypeScript of the project without a build: `@/` is the repository, `.ts` may be left out, JSON needs no
 * attribute, and the marker package of server modules is empty, as in a server bundle (decision 0074).
 * Use with `node --experimental-transform-types --import ./scripts/load-lib.mjs`.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const own = pathToFileURL(root).href
// Halves the time of a start; a folder that cannot be written costs only that.
enableCompileCache(path.join(root, 'node_modules', '.cache', 'innerward'))

const candidates = (base) => [base, `${base}.ts`, path.join(base, 'index.ts')]

function fileOf(specifier, parent) {
  const base = specifier.startsWith('@/')
    ? path.join(root, specifier.slice(2))
    : specifier.startsWith('.') && parent?.endsWith('.ts')
      ? path.resolve(path.dirname(fileURLToPath(parent)), specifier)
      : null
  return base && candidates(base).find((file) => path.extname(file) !== '' && existsSync(file))
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true }
    const file = fileOf(specifier, context.parentURL)
    return file ? { url: pathToFileURL(file).href, shortCircuit: true } : next(specifier, context)
  },
  load(url, context, next) {
    // Packages, and what was built, read their own JSON as CommonJS does.
    const ours = url.startsWith(own) && !/\/(node_modules|\.next)\//.test(url)
    if (!ours || !url.endsWith('.json') || context.importAttributes?.type) return next(url, context)
    const source = `export default ${readFileSync(fileURLToPath(url), 'utf8')}`
    return { format: 'module', source, shortCircuit: true }
  },
})
