import type { Page } from '@playwright/test'
import { LOCALE_COOKIE, type Locale } from '@/lib/shared/locale'
import { expect, signInOverHttp, test } from '../portal'
import { withWritingPortal } from '../writing-portal'
import { LAUNCH, whyNotHere } from './baselines'
import type { Screen } from './screen'
import { standStill } from './still'
import { textsOf } from './texts'

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/** The phone is in English: its words are the longer ones, which break first. */
const LOOKS = [
  { name: 'zh-light', locale: 'zh-CN', viewport: DESK, colorScheme: 'light' },
  { name: 'en-dark', locale: 'en', viewport: DESK, colorScheme: 'dark' },
  { name: 'en-phone', locale: 'en', viewport: PHONE, colorScheme: 'light' },
] as const

const PEOPLE = [
  'doctor.li',
  'doctor.wang',
  'head.chen',
  'sysadmin.zhao',
  'secadmin.sun',
  'auditor.zhou',
  'pharmacy.he',
]

/** Signs somebody in who reads this language and has seen the first steps. */
async function signIn(page: Page, who: string, locale: Locale): Promise<void> {
  await signInOverHttp(page.request, who)
  const { origin } = new URL(page.url())
  const headers = { origin }
  await page.request.put('/api/session/locale', { data: { locale }, headers })
  await page.request.put('/api/preferences', { data: { toured: true }, headers })
}

/** Waits until nothing is answered, fetched or drawn any more, fonts included. */
async function settled(page: Page): Promise<void> {
  // The line of state hears of an answer's end a moment after the answer.
  const state = page.getByLabel(/^(?:系统状态|System status)$/)
  await expect(state.getByText(/运行 [1-9]|[1-9]\d* running/), 'no question is answered').toHaveCount(0)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
}

/** Compares these screens in each look with the pictures of them, on a portal of their own; without pictures they are skipped, and why is said. */
export function comparePictures(name: string, portOffset: number, screens: readonly Screen[]): void {
  const why = process.env['VISUAL_UPDATE'] ? null : whyNotHere()
  if (why !== null) {
    test.skip(`pictures ${why}`, () => undefined)
    return
  }
  withWritingPortal(name, portOffset)
  test.use({ launchOptions: LAUNCH })
  // People are listed from their first sign-in on.
  test.beforeAll(async ({ playwright, baseURL }) => {
    for (const who of PEOPLE) {
      const visitor = await playwright.request.newContext({ baseURL: baseURL ?? '' })
      await signInOverHttp(visitor, who)
      await visitor.post('/api/session/end-all', { headers: { origin: baseURL ?? '' } })
      await visitor.dispose()
    }
  })
  for (const { name: look, locale, viewport, colorScheme } of LOOKS) {
    test.describe(look, () => {
      test.use({ viewport, colorScheme, locale, reducedMotion: 'reduce' })
      for (const screen of screens) {
        test(`${screen.name} ${look}`, async ({ page, context, baseURL }) => {
          await context.addCookies([{ name: LOCALE_COOKIE, value: locale, url: baseURL ?? '' }])
          await page.goto('/login')
          if (screen.who !== null) await signIn(page, screen.who, locale)
          await standStill(page, screen.told ?? {})
          await page.goto(screen.path)
          await screen.reach({ page, locale, wide: viewport === DESK, texts: textsOf(locale) })
          await settled(page)
          await expect(page).toHaveScreenshot(`${screen.name}-${look}.png`)
          // What a page still asks for as it closes is no fault.
          await page.unrouteAll({ behavior: 'ignoreErrors' })
        })
      }
    })
  }
}
