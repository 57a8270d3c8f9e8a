import path from 'node:path'
import { build, type Plugin } from 'esbuild'

/** The marker package throws outside a server bundle, and these are some. */
export const serverOnly: Plugin = {
  name: 'server-only',
  setup(bundling) {
    bundling.onResolve({ filter: /^server-only$/ }, ({ path: name }) => ({ path: name, namespace: 'empty' }))
    bundling.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }))
  },
}

/** Bundles the engine process into one file that the pinned Node runs by itself. Packages stay outside. */
export async function bundleEngine(root: string, outfile: string): Promise<void> {
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
