import type { NextConfig } from 'next'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants'
import createNextIntlPlugin from 'next-intl/plugin'

const withTexts = createNextIntlPlugin('./messages/request.ts')

/** What Next builds and serves. `phase` is Next's word for what it is at: a build, the portal, or `npm run dev`. */
export default function config(phase: string): NextConfig {
  return withTexts({
    poweredByHeader: false,
    reactStrictMode: true,
    productionBrowserSourceMaps: false,
    images: { unoptimized: true },
    serverExternalPackages: ['node-llama-cpp', '@prisma/client', 'better-sqlite3', 'pino', 'prom-client'],
    // `npm test` runs the compiler once over the whole tree; the build need not do it again.
    typescript: { ignoreBuildErrors: true },
    // Of 311 MB of a built server 196 were maps, which each start read whole: 2 s of processor and 256 MiB of memory.
    experimental: { turbopackSourceMaps: phase === PHASE_DEVELOPMENT_SERVER },
  })
}
