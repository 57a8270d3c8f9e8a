/**
 * Stands for `next/headers` where a test calls handlers itself: `vi.mock('next/headers', () => import('@/lib/testing/next-headers'))`.
 * The request bears the session cookie that `jar` holds, and no other.
 */
export const jar: { cookie: string | undefined } = { cookie: undefined }

export const cookies = () =>
  Promise.resolve({
    getAll: () => [],
    get: (name: string) =>
      name === 'innerward-session' && jar.cookie ? { name, value: jar.cookie } : undefined,
  })

export const headers = () => Promise.resolve(new Headers())
