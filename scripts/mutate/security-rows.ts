import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One row of `docs/security.md`: its id, its promise, and the tests that it names. */
export interface SecurityRow {
  id: string
  promise: string
  /** The last column in words: tests, and what is missing. */
  proof: string
  tests: { file: string; title: string }[]
}

/** The rows of `docs/security.md`, in its order. */
export function securityRows(root: string): SecurityRow[] {
  return readFileSync(path.join(root, 'docs/security.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, promise, proof] = /^\|\s*([A-Z]+-\d+)\s*\|(.+)\|([^|]+)\|$/.exec(line) ?? []
      if (!id || !promise || !proof) return []
      const tests = [...proof.matchAll(/`([^`]+?) › ([^`]+)`/g)]
      return [
        {
          id,
          promise: promise.trim(),
          proof: proof.trim(),
          tests: tests.map(([, file = '', title = '']) => ({ file, title })),
        },
      ]
    })
}
