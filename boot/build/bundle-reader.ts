import path from 'node:path'
import { build } from 'esbuild'
import { serverOnly } from '@/boot/build/bundle-engine'

/** Bundles the reader process, packages and tables included, into one file: beside public tables of fonts the only one that a reader may read. */
export async function bundleReader(root: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(root, 'lib/quarantine/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    alias: { '@': root },
    plugins: [serverOnly],
    logLevel: 'error',
  })
}
