import path from 'node:path'
import { build } from 'esbuild'

/** The marker package throws outside a server bundle, and these are some. */
export const serverOnly = {
  name: 'server-only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^server-only$/ }, ({ path: name }) => ({ path: name, namespace: 'empty' }))
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }))
  },
}

/** Bundles the engine process into one file that the pinned Node runs by itself. Packages stay outside. */
export async function bundleEngine(root, outfile) {
  await build({
    entryPoints: [path.join(root, 'lib/inference/child/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    alias: { '@': root },
    plugins: [serverOnly],
    logLevel: 'error',
  })
}
