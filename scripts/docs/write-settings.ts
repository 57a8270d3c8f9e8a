import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { settingsPages } from '@/scripts/docs/settings-pages'

/** `npm run docs:settings`: writes the pages that are made from the schema of the settings. */
const ROOT = path.resolve(import.meta.dirname, '../..')
for (const [file, text] of Object.entries(await settingsPages())) writeFileSync(path.join(ROOT, file), text)
