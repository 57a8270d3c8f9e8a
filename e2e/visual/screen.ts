import { expect, type Page } from '@playwright/test'
import type { Locale } from '@/lib/shared/locale'
import type { Told } from './still'
import type { Texts } from './texts'

/** What a screen is reached with: its page, and the texts and samples of the language that it shows. */
export interface Visit {
  page: Page
  locale: Locale
  /** Whether everything stands beside each other, or behind tabs as on a phone. */
  wide: boolean
  texts: Texts
}

export interface Screen {
  name: string
  /** Who looks at it; null before anybody has signed in. */
  who: string | null
  path: string
  /** It is compared with every run of all tests, not by `npm run visual` alone. */
  always?: true
  /** What is answered in place of figures that grow or that the machine decides. */
  told?: Told
  /** From the opened page to what the picture shows; waits for the last of it. */
  reach: (visit: Visit) => Promise<void>
}

/** In the language of the page. */
export const either = (locale: Locale, zh: string, en: string): string => (locale === 'en' ? en : zh)

/** Waits for a heading of the page. */
export const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { name, exact: true }).first()).toBeVisible()
