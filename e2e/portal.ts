import { barriers } from './accessibility'
import {
  test as base,
  expect,
  type APIRequestContext,
  type BrowserContext,
  type Locator,
  type Page,
  type PlaywrightWorkerArgs,
} from '@playwright/test'

export const PASSWORD = 'Ward-2026!'

/** Waits until the model can answer; pages work before that. */
export async function modelReady(request: APIRequestContext): Promise<void> {
  const health = async () => ((await (await request.get('/api/health')).json()) as { status: string }).status
  await expect.poll(health, 'the model to be ready').toBe('ready')
}

/** Signs in over HTTP; the request context keeps the cookie. */
export async function signInOverHttp(request: APIRequestContext, username: string): Promise<void> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const form = { csrfToken, username, password: PASSWORD, json: 'true' }
  const answer = await request.post('/api/auth/callback/credentials', { form })
  expect(answer.status()).toBe(200)
}

/** Signs in on the sign-in page, in the language it shows. */
export async function signIn(page: Page, username: string): Promise<void> {
  await modelReady(page.request)
  await page.goto('/login')
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('button[type=submit]:not([hidden])').click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

/** Signs a doctor in, and waits until the page of consultations listens to keys: its scripts then ask for the templates. */
export async function signInToConsult(page: Page, username: string): Promise<void> {
  const listens = page.waitForRequest('**/api/templates')
  await signIn(page, username)
  await listens
}

/** The list of choices with this label, within a part of the page. */
export const choice = (within: Page | Locator, label: string): Locator =>
  // Its name is what is chosen and then what it is.
  within
    .locator('[aria-haspopup=listbox]')
    .and(within.getByRole('button', { name: new RegExp(`(^|\\s)${label}$`) }))

/** Chooses from a list of the portal, by its label and the words of the choice. */
export async function choose(within: Page | Locator, label: string, option: string): Promise<void> {
  await choice(within, label).click()
  const page = 'page' in within ? within.page() : within
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Waits until an answer is being written: the portal shows this button by itself, whatever the model writes. */
export async function answerBegun(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: '停止', exact: true })).toBeVisible()
}

/** Has a doctor without a browser ask one question and read its answer to the end. */
export async function answerQuestion(
  { request }: PlaywrightWorkerArgs['playwright'],
  baseURL = '',
): Promise<void> {
  const doctor = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  await signInOverHttp(doctor, 'doctor.li')
  await modelReady(doctor)
  const asked = await doctor.post('/api/consult/runs', { data: { question: '胸痛如何鉴别？' } })
  const { runId } = (await asked.json()) as { runId: string }
  const events = await doctor.get(`/api/consult/runs/${runId}/events`, { timeout: 0 })
  expect(await events.text()).toContain('event: done')
  await doctor.dispose()
}

/** Gives the password again where a sensitive change asks for it. */
export async function confirmAgain(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请再次输入密码' })
  await dialog.getByLabel('密码').fill(PASSWORD)
  await dialog.getByRole('button', { name: '确认' }).click()
  await expect(dialog).toBeHidden()
}

/** Answers the portal's question before something that cannot be undone, by the word on its button. */
export async function sayYes(page: Page, action: string): Promise<void> {
  const question = page.getByRole('dialog', { name: '请确认' })
  await question.getByRole('button', { name: action, exact: true }).click()
  await expect(question).toBeHidden()
}

/** A file as a person chooses one, of no type that the browser knows. */
export const chosenFile = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})

/** What a page of the context did that its policy forbids: the directive and what broke it. */
async function policyReports(context: BrowserContext): Promise<string[]> {
  const reports: string[] = []
  await context.exposeBinding('reportPolicy', (_, report: string) => reports.push(report))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`
      ;(window as unknown as { reportPolicy: (report: string) => void }).reportPolicy(report)
    })
  })
  return reports
}

/**
 * A test whose pages break their policy nowhere, and whose page may not log an error, nor ask another origin for anything, nor
 * keep anybody out at its end.
 */
export const test = base.extend({
  context: async ({ context, baseURL }, provide) => {
    const reports = await policyReports(context)
    await provide(context)
    // What a session holds that just stops is kept for its person, who would find it in the next test.
    for (const page of context.pages()) await page.close()
    const origin = baseURL ?? ''
    // A connection that was kept may be closed by the server just as it is used again.
    const sent = { headers: { origin }, timeout: 60_000, maxRetries: 2 }
    await context.request.post(`${origin}/api/session/end-all`, sent)
    expect(reports, 'reports of the page policy').toEqual([])
  },
  page: async ({ page, baseURL }, provide) => {
    const faults: string[] = []
    page.on('console', (message) => {
      // The browser logs each refused request by itself; the tests assert those answers where they are expected.
      const refused = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !refused) faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => {
      const own = request.url().startsWith(`${baseURL ?? ''}/`) || request.url().startsWith('data:')
      if (!own) faults.push(`foreign request: ${request.url()}`)
    })
    await provide(page)
    if (!page.isClosed()) faults.push(...(await barriers(page)))
    expect(faults).toEqual([])
  },
})

export { expect }
