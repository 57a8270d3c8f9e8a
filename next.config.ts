import createNextIntlPlugin from 'next-intl/plugin'
import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ['node-llama-cpp', '@prisma/client', 'better-sqlite3', 'pino', 'prom-client'],
  // `npm test` runs the compiler once over the whole tree; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default createNextIntlPlugin('./messages/request.ts')(config)
