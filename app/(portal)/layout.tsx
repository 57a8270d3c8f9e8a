import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { findActor } from '@/lib/auth/session'
import { pagesOf } from './_components/pages'
import { Providers } from './_components/providers'
import { Shell } from './_components/shell'
import { Texts } from '@/app/texts'
import { readPreferences } from '@/lib/preferences/read-preferences'
import { PreferencesProvider } from './_components/use-preferences'
import { FRAME_TEXTS } from './frame-texts'

/** The frame of every signed-in page. Rights are checked by each page and each route; this only shows the frame. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await findActor()
  if (!actor) redirect('/login')
  const pages = pagesOf(actor)
  return (
    <Texts of={FRAME_TEXTS}>
      <Providers>
        <PreferencesProvider value={await readPreferences(actor.userId)}>
          <Shell
            pages={pages}
            displayName={actor.displayName}
            sessionId={actor.sessionId}
            initiallyLocked={actor.locked}
            asks={actor.roles.some(({ role }) => role === 'doctor')}
          >
            {children}
          </Shell>
        </PreferencesProvider>
      </Providers>
    </Texts>
  )
}
