import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { WHO_MAY_CALL } from './who-may-call'

const API = path.resolve(import.meta.dirname, '../app/api')
const files = globSync('**/route.ts', { cwd: API })
const routes = files.flatMap((file) => {
  const url = `/api/${path.dirname(file)}`.replace(/\[[^\]]+\]/g, 'x')
  const text = readFileSync(path.join(API, file), 'utf8')
  return [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
    (match) => `${match[1]} ${url}`,
  )
})

test.each(files)('%s is made by defineRoute', (file) => {
  const text = readFileSync(path.join(API, file), 'utf8')
  expect(text).toContain('defineRoute({')
  expect(text).not.toMatch(/^export (async )?function/m)
})

test('boot/who-may-call.ts says of every route who may call it', () => {
  expect(routes.sort()).toEqual(Object.keys(WHO_MAY_CALL).sort())
})
