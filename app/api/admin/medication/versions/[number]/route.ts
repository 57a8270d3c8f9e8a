import { auditEvents } from '@/lib/audit/events'
import { defineRoute } from '@/lib/http/define-route'
import { compareVersion } from '@/lib/medication/compare-version'
import { compareOutput, compareQuery, decideTablesInput, versionParams } from '@/lib/medication/contract'
import { decideTables } from '@/lib/medication/decide-tables'
import { medication } from '@/lib/medication/feature'

const access = medication.permissions['medication:manage']

export const GET = defineRoute({
  access,
  input: { params: versionParams, query: compareQuery },
  output: compareOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'medication' }) },
  handle: ({ actor, input: { params, query } }) => compareVersion({ ...params, ...query }, actor),
})

export const PUT = defineRoute({
  access,
  input: { params: versionParams, body: decideTablesInput },
  output: 'empty',
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    decideTables({ ...params, ...body }, { actor, requestId }),
})
