import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { LaunchOptions } from '@playwright/test'
import { CHROMIUM } from '../places'

/** Every set of pictures; each lies in a folder named after what drew it. */
export const BASELINES = path.join(import.meta.dirname, 'baselines')

/** The first group of `pattern` in what the program says; `none` where it says nothing of the kind or is not there. */
function told(program: string, args: readonly string[], pattern: RegExp): string {
  try {
    return pattern.exec(execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' }))?.[1] ?? 'none'
  } catch {
    return 'none'
  }
}

/** What draws here: the major version of Chromium and the version of the package of fonts. A picture holds for these alone. */
const drawnBy = [
  `chromium-${told(CHROMIUM, ['--version'], /(\d+)\./)}`,
  `noto-${told('dpkg-query', ['-W', '-f', '${Version}', 'fonts-noto-cjk'], /([\d.]+)(?:\+|-|$)/)}`,
].join('-')

/** Where the pictures of this browser and these fonts lie. */
export const OWN_BASELINES = path.join(BASELINES, drawnBy)

/** How pictures are found and compared: every pixel, but for shades that no eye tells apart. */
export const PICTURES = {
  pathTemplate: path.join(OWN_BASELINES, '{arg}{ext}'),
  maxDiffPixels: 0,
  animations: 'disabled',
  caret: 'hide',
  scale: 'css',
} as const

/** Why no picture can be compared here, in a sentence; null where one can. */
export function whyNotHere(): string | null {
  if (existsSync(OWN_BASELINES)) return null
  const there = existsSync(BASELINES) ? readdirSync(BASELINES).join(', ') : 'none'
  return `skipped because there are no pictures of ${drawnBy} (there: ${there}); npm run visual -- --update makes them`
}

/** A browser with the fonts of that one package, which smooths the edges of letters in grey. */
export const LAUNCH = {
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
  env: { ...process.env, FONTCONFIG_FILE: path.join(import.meta.dirname, 'fonts.conf') },
} satisfies LaunchOptions
