import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { stop } from 'esbuild'
import { buildFingerprint } from '@/boot/build/build-inputs'
import { bundleEngine } from '@/boot/build/bundle-engine'
import { bundleReader } from '@/boot/build/bundle-reader'
import { bin, readStamp, run } from '@/scripts/install.mjs'
import { readRelease } from '@/scripts/release.mjs'
import { say } from '@/scripts/sentence.mjs'

/** Builds the portal when its sources have changed. Returns what the build printed when it failed, else null. */
export async function build(root: string): Promise<string | null> {
  if (readRelease(root)) return null
  const node = run(root, [bin(root, 'node'), '--version']).output
  const wanted = buildFingerprint({ root, node })
  const folder = path.join(root, '.next')
  const stamp = path.join(folder, 'innerward-stamp')
  if (readStamp(stamp) === wanted) return null
  say('正在构建（约一分钟）…', 'Building (about a minute) …')
  const built = run(root, [bin(root, 'next'), 'build'], { NODE_ENV: 'production' })
  if (!built.ok) return built.output
  try {
    await bundleEngine(root, path.join(folder, 'engine-child.mjs'))
    await bundleReader(root, path.join(folder, 'reader.cjs'))
    await stop()
  } catch (error) {
    return String(error)
  }
  writeFileSync(stamp, wanted)
  return null
}
