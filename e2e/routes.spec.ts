import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, signInOverHttp, test } from './portal'

const API = path.resolve(import.meta.dirname, '../app/api')
const ACCOUNTS = {
  doctor: 'doctor.wang',
  head: 'head.chen',
  security: 'secadmin.sun',
  system: 'sysadmin.zhao',
  auditor: 'auditor.zhou',
  pharmacy: 'pharmacy.he',
} as const
type Who = keyof typeof ACCOUNTS

/** Who may call each route; `session`: anybody signed in, `public`: everybody. */
const TABLE: Record<string, readonly Who[] | 'session' | 'public'> = {
  'GET /api/admin/approvals': ['security', 'system', 'auditor'],
  'PUT /api/admin/approvals/x': ['security', 'system', 'auditor'],
  'GET /api/admin/backups': ['system'],
  'POST /api/admin/backups': ['system'],
  'POST /api/admin/consequences': ['head', 'security'],
  'GET /api/admin/people': ['head', 'security'],
  'GET /api/admin/delegations': ['head', 'security'],
  'POST /api/admin/delegations': ['head', 'security'],
  'DELETE /api/admin/delegations/x': ['head', 'security'],
  'GET /api/admin/departments': 'session',
  'POST /api/admin/departments': ['security'],
  'PUT /api/admin/departments/x': ['security'],
  'DELETE /api/admin/departments/x': ['security'],
  'GET /api/admin/directory': ['system'],
  'POST /api/admin/directory/preview': ['security'],
  'POST /api/admin/directory/test': ['system'],
  'GET /api/admin/mappings': ['security'],
  'POST /api/admin/mappings': ['security'],
  'PUT /api/admin/mappings/x': ['security'],
  'DELETE /api/admin/mappings/x': ['security'],
  'GET /api/admin/medication': ['pharmacy'],
  'GET /api/admin/medication/rows': ['pharmacy'],
  'PUT /api/admin/medication/rows/x': ['pharmacy'],
  'GET /api/admin/medication/versions/x': ['pharmacy'],
  'PUT /api/admin/medication/versions/x': ['pharmacy'],
  'GET /api/admin/models': ['system'],
  'POST /api/admin/models': ['system'],
  'GET /api/admin/models/releases': ['system'],
  'POST /api/admin/models/releases': ['system'],
  'DELETE /api/admin/models/releases/x': ['system'],
  'GET /api/admin/policies': ['security'],
  'PUT /api/admin/policies/x': ['security'],
  'GET /api/admin/sessions': ['security'],
  'DELETE /api/admin/sessions/x': ['security'],
  'GET /api/admin/system': ['system'],
  'GET /api/admin/system-prompt': ['security'],
  'POST /api/admin/system-prompt': ['security'],
  'POST /api/admin/system-prompt/preview': ['security'],
  'POST /api/admin/system-prompt/trial': ['security'],
  'GET /api/admin/users': ['security'],
  'GET /api/admin/users/x': ['security'],
  'PUT /api/admin/users/x/roles': ['security'],
  'PUT /api/admin/users/x/state': ['security'],
  'DELETE /api/admin/users/x/sessions': ['security'],
  'PUT /api/preferences': 'session',
  'GET /api/audit': ['auditor'],
  'GET /api/audit/export': ['auditor'],
  'POST /api/audit/export-requests': ['auditor'],
  'GET /api/audit/export/manifest': ['auditor'],
  'GET /api/audit/checkpoints': ['auditor'],
  'GET /api/audit/records/x': ['auditor'],
  'POST /api/audit/search-text': ['auditor'],
  'GET /api/audit/verify': ['auditor'],
  'POST /api/audit/verify': ['auditor'],
  'GET /api/auth/x': 'public',
  'POST /api/auth/x': 'public',
  'POST /api/consult/check': ['doctor', 'head'],
  'GET /api/batch/jobs': ['doctor', 'head'],
  'POST /api/batch/jobs': ['doctor', 'head'],
  'DELETE /api/batch/jobs/x': ['doctor', 'head'],
  'POST /api/batch/jobs/x/files': ['doctor', 'head'],
  'POST /api/batch/jobs/x/start': ['doctor', 'head'],
  'PUT /api/batch/jobs/x/state': ['doctor', 'head'],
  'POST /api/batch/jobs/x/rows': ['doctor', 'head'],
  'POST /api/batch/jobs/x/totals': ['doctor', 'head'],
  'GET /api/batch/jobs/x/rows/x': ['doctor', 'head'],
  'PUT /api/batch/jobs/x/rows/x': ['doctor', 'head'],
  'GET /api/batch/jobs/x/export': ['doctor', 'head'],
  'GET /api/consult/conversations': ['doctor', 'head'],
  'POST /api/consult/measure': ['doctor', 'head'],
  'GET /api/consult/conversations/x': ['doctor', 'head'],
  'PUT /api/consult/conversations/x': ['doctor', 'head'],
  'GET /api/consult/drafts/x': ['doctor', 'head'],
  'PUT /api/consult/drafts/x': ['doctor', 'head'],
  'DELETE /api/consult/drafts/x': ['doctor', 'head'],
  'GET /api/consult/kept': 'session',
  'DELETE /api/consult/conversations/x': ['doctor', 'head'],
  'GET /api/consult/handovers': ['doctor', 'head'],
  'POST /api/consult/handovers': ['doctor', 'head'],
  'DELETE /api/consult/handovers/x': ['doctor', 'head'],
  'POST /api/consult/handovers/look': ['doctor', 'head'],
  'POST /api/consult/handovers/accept': ['doctor', 'head'],
  'POST /api/consult/runs': ['doctor', 'head'],
  'GET /api/consult/runs/x/events': ['doctor', 'head'],
  'POST /api/consult/runs/x/acknowledge': ['doctor', 'head'],
  'POST /api/consult/runs/x/release': ['doctor', 'head'],
  'POST /api/consult/runs/x/release/x': ['doctor', 'head'],
  'POST /api/consult/runs/x/stop': ['doctor', 'head'],
  'GET /api/health': 'public',
  'GET /api/livez': 'public',
  'GET /api/readyz': 'public',
  'GET /api/library/documents': ['doctor', 'head', 'security', 'auditor'],
  'POST /api/library/documents': ['head', 'security'],
  'GET /api/library/documents/x': ['doctor', 'head', 'security', 'auditor'],
  'PUT /api/library/editions/x': ['head', 'security'],
  'GET /api/library/editions/x/file': ['doctor', 'head', 'security', 'auditor'],
  'PUT /api/library/examples': ['head', 'security'],
  'POST /api/library/preview': ['head', 'security'],
  'POST /api/library/search': ['doctor', 'head', 'security', 'auditor'],
  'GET /api/library/pdf/x/x': ['doctor', 'head', 'security', 'auditor'],
  'GET /api/library/bundle': ['head', 'security'],
  'POST /api/library/bundle': ['head', 'security'],
  'GET /api/library/names': ['doctor', 'head', 'security', 'auditor'],
  'GET /api/library/use': ['head', 'security', 'auditor'],
  'GET /api/library/use/export': ['head', 'security', 'auditor'],
  'GET /api/library/sites': ['head', 'security'],
  'POST /api/library/sites': ['security'],
  'PUT /api/library/sites/x': ['security'],
  'GET /api/library/standing': ['doctor', 'head', 'security', 'auditor'],
  'GET /api/library/storage': ['system'],
  'POST /api/medication/check': ['doctor', 'head', 'pharmacy'],
  'POST /api/medication/overrides': ['doctor', 'head', 'pharmacy'],
  'POST /api/mechanism/extract': ['doctor', 'head'],
  'POST /api/mechanism/presentations': ['doctor', 'head'],
  'DELETE /api/mechanism/presentations/x': ['doctor', 'head'],
  'GET /api/metrics': 'public',
  'GET /api/session': 'session',
  'GET /api/session/list': 'session',
  'DELETE /api/session/list/x': 'session',
  'POST /api/session/activity': 'session',
  'POST /api/session/confirm': 'session',
  'POST /api/session/end-all': 'session',
  'POST /api/session/faults': 'session',
  'PUT /api/session/locale': 'session',
  'POST /api/session/lock': 'session',
  'POST /api/session/secure': 'session',
  'POST /api/session/unlock': 'session',
  'POST /api/session/unscripted': 'public',
  'GET /api/status': 'session',
  'GET /api/templates': ['doctor', 'head', 'security'],
  'POST /api/templates': ['doctor', 'head'],
  'GET /api/templates/x': ['doctor', 'head', 'security'],
  'DELETE /api/templates/x': ['doctor', 'head', 'security'],
  'POST /api/templates/x/duplicate': ['doctor', 'head'],
  'PUT /api/templates/x/favourite': ['doctor', 'head', 'security'],
  'POST /api/templates/x/publish': ['doctor', 'head'],
  'PUT /api/templates/x/state': ['doctor', 'head', 'security'],
  'GET /api/templates/x/versions': ['doctor', 'head', 'security'],
  'POST /api/templates/x/versions': ['doctor', 'head'],
  'POST /api/templates/x/versions/x/restore': ['doctor', 'head'],
  'GET /api/templates/export': ['doctor', 'head'],
  'POST /api/templates/import': ['doctor', 'head'],
  'POST /api/templates/preview': ['doctor', 'head', 'security'],
  'GET /api/templates/proposals': ['doctor', 'head', 'security'],
  'PUT /api/templates/proposals/x': ['doctor', 'head', 'security'],
  'GET /api/usage': ['head', 'auditor'],
  'GET /api/usage/export': ['head', 'auditor'],
}

const files = globSync('**/route.ts', { cwd: API })
const routes = files.flatMap((file) => {
  const url = `/api/${path.dirname(file)}`.replace(/\[[^\]]+\]/g, 'x')
  const text = readFileSync(path.join(API, file), 'utf8')
  return [...text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
    (match) => `${match[1]} ${url}`,
  )
})

test('every route is made by defineRoute and stands in the table', () => {
  for (const file of files) {
    const text = readFileSync(path.join(API, file), 'utf8')
    expect(text, file).toContain('defineRoute({')
    expect(text, file).not.toMatch(/^export (async )?function/m)
  }
  expect(routes.sort()).toEqual(Object.keys(TABLE).sort())
})

test('nobody gets past a route that asks for a session', async ({ request }) => {
  for (const [route, who] of Object.entries(TABLE)) {
    const [method = '', url = ''] = route.split(' ')
    const answer = await request.fetch(url, { method, ...(method === 'GET' ? {} : { data: {} }) })
    if (who !== 'public') expect(answer.status(), route).toBe(401)
  }
})

for (const [who, username] of Object.entries(ACCOUNTS)) {
  test(`${who} gets past the routes of that role only`, async ({ request }) => {
    await signInOverHttp(request, username)
    for (const [route, allowed] of Object.entries(TABLE)) {
      if (typeof allowed === 'string') continue
      const [method = '', url = ''] = route.split(' ')
      const answer = await request.fetch(url, { method, ...(method === 'GET' ? {} : { data: {} }) })
      expect(answer.status() === 403, `${who} ${route}`).toBe(!allowed.includes(who as Who))
      expect(answer.status(), `${who} ${route}`).not.toBe(401)
    }
  })
}
