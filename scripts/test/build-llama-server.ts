import path from 'node:path'
import { buildLlamaServer } from '@/lib/testing/build-llama-server'

/** Builds llama.cpp's own server for the tests, where it is not in the cache. */
const failure = buildLlamaServer(path.resolve(import.meta.dirname, '../..'))
if (failure) process.stderr.write(`${failure}\n`)
process.exit(failure ? 1 : 0)
