import { defineRoute } from '@/lib/http/define-route'
import {
  BUNDLE_BYTES_MAX,
  exportBundleQuery,
  HEAD_BYTES_MAX,
  importBundleOutput,
  importBundleQuery,
} from '@/lib/library/bundles/contract'
import { exportBundle } from '@/lib/library/bundles/export-bundle'
import { importBundle } from '@/lib/library/bundles/import-bundle'
import { library } from '@/lib/library/feature'

export const GET = defineRoute({
  access: library.permissions['library:exchange'],
  input: { query: exportBundleQuery },
  output: 'stream',
  handle: ({ actor, input, requestId }) => exportBundle(input.query.documents, { actor, requestId }),
})

export const POST = defineRoute({
  access: library.permissions['library:exchange'],
  input: { query: importBundleQuery, file: true },
  output: importBundleOutput,
  maxBodyBytes: BUNDLE_BYTES_MAX + HEAD_BYTES_MAX,
  handle: ({ actor, input: { file, query }, requestId }) =>
    importBundle(file, { ...query, actor, requestId }),
})
