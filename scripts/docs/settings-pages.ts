import { readFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'oxfmt'
import formatting from '@/.oxfmtrc.json'
import { configurationPage, withReadmeTable } from '@/scripts/docs/settings-tables'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** The pages that are made from the schema of the settings: paths within the checkout, and what must stand in them. */
export async function settingsPages(): Promise<Record<string, string>> {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
  const pages = {
    'README.md': withReadmeTable(readme),
    'docs/zh/configuration.md': configurationPage('zh'),
    'docs/en/configuration.md': configurationPage('en'),
  }
  const formatted = Object.entries(pages).map(
    async ([file, text]) => [file, (await format(file, text, formatting)).code] as const,
  )
  return Object.fromEntries(await Promise.all(formatted))
}
