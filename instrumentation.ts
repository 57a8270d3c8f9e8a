/** Called once by Next when the server starts. The Edge runtime has neither the database nor the model. */
export async function register(): Promise<void> {
  // Next replaces this expression at build time, so it cannot be read through lib/config.
  // eslint-disable-next-line no-restricted-syntax
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { startPortal } = await import('@/instrumentation-node')
  await startPortal()
}
