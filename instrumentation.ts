/** Called by Next for each page that fails on the server: the log gets the number that the page shows, and no message. */
export async function onRequestError(error: unknown): Promise<void> {
  // oxlint-disable-next-line innerward/settings-by-schema -- as below
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { logPageFault } = await import('@/lib/logging/log-page-fault')
  logPageFault(error)
}

/** Called once by Next when the server starts. The Edge runtime has neither the database nor the model. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line innerward/settings-by-schema -- replaced at build time, so it cannot be read through lib/config
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  // Next tells nobody whether this succeeded and would go on serving; boot/serve.ts waits for the word.
  const tell = (globalThis as Record<symbol, unknown>)[Symbol.for('innerward.start-ended')] as
    | ((error: unknown) => void)
    | undefined
  try {
    const { startPortal } = await import('@/boot/start-portal')
    await startPortal()
    tell?.(null)
  } catch (error) {
    tell?.(error)
    throw error
  }
}
