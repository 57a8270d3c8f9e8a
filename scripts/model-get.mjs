import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { modelGet } from './models/command.mjs'

/** `npm run model:get`: fetches a model of the catalogue. Needs no package. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stateDir = path.resolve(root, process.env.STATE_DIR || 'var')
await modelGet({ root, stateDir, argv: process.argv.slice(2) })
