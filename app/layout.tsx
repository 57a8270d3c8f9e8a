import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import './globals.css'
import { findActor } from '@/lib/auth/session'
import { readPreferences } from '@/lib/preferences/read-preferences'
import { RegisterOfflinePage } from './_ui/register-offline-page'
import { FAULTS, type FaultTexts } from './_ui/faults'
import { FaultTextsProvider } from './_ui/use-fault'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal')
  return {
    description: t('tagline'),
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
    manifest: '/manifest.webmanifest',
  }
}

/** How the person wants the page to look, known before anything is drawn; empty for what is as it comes. */
async function readLook() {
  const actor = await findActor()
  if (!actor) return {}
  const { theme, size, density } = await readPreferences(actor.userId)
  return {
    'data-theme': theme === 'system' ? undefined : theme,
    'data-size': size === 'standard' ? undefined : size,
    'data-density': density === 'standard' ? undefined : density,
  }
}

/** The sentences of the controls, with their bounds left open. */
async function faultTexts() {
  const t = await getTranslations('controls.wrong')
  const bounds = { min: '{min}', max: '{max}' }
  return Object.fromEntries(FAULTS.map((fault) => [fault, t(fault, bounds)])) as FaultTexts
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page carries a fresh nonce, so none is rendered ahead of its request.
  await connection()
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang={await getLocale()} {...await readLook()}>
      <head>
        {/* Under this the menus add the one style they need; the browser then hides it from the document. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <FaultTextsProvider value={await faultTexts()}>{children}</FaultTextsProvider>
        <RegisterOfflinePage />
      </body>
    </html>
  )
}
