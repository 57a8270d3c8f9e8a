import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

type Texts = Record<string, unknown>

/** The texts at some paths such as `portal` or `errors.forbidden`, where they stand in the whole. */
function pick(all: Texts, paths: readonly string[]): Texts {
  const picked: Texts = {}
  for (const path of paths) {
    const keys = path.split('.')
    const last = keys.pop() ?? path
    let [from, to] = [all, picked]
    for (const key of keys) {
      from = from[key] as Texts
      to = (to[key] ??= {}) as Texts
    }
    to[last] = from[last]
  }
  return picked
}

/** Sends these texts to the browser, and no others, for what is in it: a visitor need not read the administration's. */
export async function Texts({ of, children }: { of: readonly string[]; children: ReactNode }) {
  const all = (await getMessages()) as Texts
  return <NextIntlClientProvider messages={pick(all, of)}>{children}</NextIntlClientProvider>
}
