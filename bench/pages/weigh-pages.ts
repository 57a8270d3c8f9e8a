import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

const buildManifest = z.object({ rootMainFiles: z.array(z.string()) })
const pageManifest = z.object({
  entryJSFiles: z.record(z.string(), z.array(z.string())),
  entryCSSFiles: z.record(z.string(), z.array(z.object({ path: z.string() }))),
})

/** What a page loads before it is there, in bytes as a server sends them (gzip). */
export interface PageWeight {
  scripts: number
  styles: number
  files: readonly string[]
}

/** The manifest is a script that sets one object under the name of the page. */
function readPage(file: string): [page: string, manifest: z.infer<typeof pageManifest>] {
  const [, page = '', object = ''] = /\["([^"]+)"\] ?= ?(\{.*\})/s.exec(readFileSync(file, 'utf8')) ?? []
  return [
    page.replace(/\/\([^)]+\)/g, '').replace(/\/page$/, '') || '/',
    pageManifest.parse(JSON.parse(object)),
  ]
}

/** The weight of each page of a production build of Next, by its address: the scripts and styles that its HTML names. */
export function weighPages(build: string): Map<string, PageWeight> {
  const known = new Map<string, number>()
  const bytesOf = (file: string): number => {
    const bytes = known.get(file) ?? gzipSync(readFileSync(path.join(build, file)), { level: 9 }).length
    known.set(file, bytes)
    return bytes
  }
  const sum = (files: readonly string[]) => files.reduce((bytes, file) => bytes + bytesOf(file), 0)
  const { rootMainFiles } = buildManifest.parse(
    JSON.parse(readFileSync(path.join(build, 'build-manifest.json'), 'utf8')),
  )
  const folder = path.join(build, 'server/app')
  const manifests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('page_client-reference-manifest.js'),
  )
  const pages = manifests.map((name): [string, PageWeight] => {
    const [page, { entryJSFiles, entryCSSFiles }] = readPage(path.join(folder, name))
    const scripts = [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])]
    const styles = [
      ...new Set(Object.values(entryCSSFiles).flatMap((files) => files.map((file) => file.path))),
    ]
    return [page, { scripts: sum(scripts), styles: sum(styles), files: [...scripts, ...styles] }]
  })
  return new Map(pages)
}
