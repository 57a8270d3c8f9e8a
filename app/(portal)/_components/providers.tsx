'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Toasts } from '@/app/_ui/toast'

/** Nothing is cached beyond the page: a shared ward PC keeps no answer after its user has gone. */
const createClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5000, refetchOnWindowFocus: false },
      // Offline a change fails at once: the library would else send it by itself whenever the network is back.
      mutations: { networkMode: 'always' },
    },
  })

/** What the pages of those who have signed in stand in; the sign-in page loads none of it. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createClient)
  const locale = useLocale()
  return (
    <QueryClientProvider client={client}>
      <I18nProvider locale={locale}>
        {children}
        <Toasts />
      </I18nProvider>
    </QueryClientProvider>
  )
}
