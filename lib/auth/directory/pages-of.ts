import 'server-only'
import type { Client, Entry, Filter } from 'ldapts'
import { env } from '@/lib/config/env'

/** Entries per page; Active Directory hands out at most 1000 (MaxPageSize). */
const PAGE_SIZE = 500

interface Search {
  filter: string | Filter
  attributes: string[]
  explicitBufferAttributes?: string[]
}

/** The entries below the base in pages of five hundred (RFC 2696), so that no answer is cut by a limit per search. */
export async function* pagesOf(client: Client, search: Search): AsyncGenerator<Entry[]> {
  const options = { scope: 'sub', paged: { pageSize: PAGE_SIZE }, ...search } as const
  const pages = client.searchPaginated(env().LDAP_BASE_DN ?? '', options)
  for await (const { searchEntries } of pages) yield searchEntries
}
