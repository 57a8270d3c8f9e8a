import { ROOT, stateFolder } from '@/commands/require-state'
import { runModelGet } from '@/commands/run-model-get'
import { inheritedEnvironment } from '@/lib/config/env'

/** `npm run model:get -- ID [--from FILE|FOLDER|URL] [--accept-terms]`: fetches a model of the catalogue. */
await runModelGet({
  root: ROOT,
  stateDir: stateFolder(),
  argv: process.argv.slice(2),
  env: inheritedEnvironment(),
})
