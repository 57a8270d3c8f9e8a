import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import { declareBackupMeasures } from '@/lib/backup/backup-measures'
import { lookOverBackups } from '@/lib/backup/look-over-backups'
import { metrics } from '@/lib/metrics/registry'
import { declareGpuMeasures } from '@/lib/operations/metrics/gpu-measures'
import { readMetrics } from '@/lib/operations/read-metrics'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const RULES = read('deploy/monitoring/innerward.rules.yml')
const DASHBOARD = JSON.parse(read('deploy/monitoring/grafana-innerward.json')) as {
  panels: { targets: { expr: string; legendFormat: string }[] }[]
}
const ZABBIX = read('deploy/monitoring/zabbix-innerward.yaml')
const RUNBOOK = read('docs/zh/monitoring.md')
const promtool = spawnSync('promtool', ['--version']).status === 0
if (!promtool) process.stdout.write('promtool: skipped because Debian’s prometheus is not installed\n')

const NAME = /\b(?:innerward|gen_ai|http_server|process|nodejs)_[a-z0-9_]+/g
const USE = new RegExp(`(${NAME.source})(?:\\{([^}]*)\\})?`, 'g')
/** Labels whose values are closed lists: a value that no scrape shows is a mistake. */
const CLOSED = ['part', 'kind', 'folder', 'state', 'type']

const WITH_CARD = {
  cards: [{ index: '0', celsius: 64, uncorrectedErrors: 0 }],
  xids: [{ card: '0000:01:00', xid: '79', count: 1 }],
}

let state: TestState
let text: string
beforeAll(async () => {
  state = createTestState()
  installEngine()
  const authority = createAuthority(state.dir, 'authority')
  const { certFile } = createCertificate(state.dir, { authority, host: 'localhost' })
  setTestEnv({ TLS_CERT_FILE: certFile })
  declareBackupMeasures()
  const backups = path.join(state.dir, 'backups')
  mkdirSync(backups)
  setTestEnv({ BACKUP_DIR: backups })
  await lookOverBackups()
  // The series of a card, which this machine need not have.
  declareGpuMeasures(() => Promise.resolve(WITH_CARD))
  const { answers, firstTokens, requests, events, jobFailures } = metrics()
  answers.observe({ gen_ai_operation_name: 'chat', error_type: '' }, 2)
  firstTokens.observe({ gen_ai_operation_name: 'chat' }, 1)
  requests.observe(
    { http_request_method: 'GET', http_route: '/api/health', http_response_status_code: 200 },
    0.01,
  )
  events.inc({ event: 'session.signed_in', outcome: 'ok' })
  jobFailures.inc({ job: 'backup' })
  text = await readMetrics()
})
afterAll(async () => {
  setTestEnv({ TLS_CERT_FILE: undefined, BACKUP_DIR: undefined })
  resetProcess('engine')
  await state.remove()
})

const samples = (name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))

/** What is wrong with the uses of metrics in an expression: names that no scrape shows, labels that they lack. */
function wrongIn(expression: string): string[] {
  return [...expression.matchAll(USE)].flatMap(([use, name = '', matchers = '']) => {
    const shown = samples(name)
    if (shown.length === 0) return [`${use}: no such metric`]
    return [...matchers.matchAll(/(\w+)(=~|=)"([^"]*)"/g)].flatMap(([, label = '', sign, value = '']) => {
      if (label === 'event') return value.split('|').filter((event) => !AUDIT_EVENT_NAMES.includes(event))
      if (!shown.some((line) => line.includes(`${label}="`))) return [`${use}: no label ${label}`]
      const exact = sign === '=' && CLOSED.includes(label)
      return exact && !shown.some((line) => line.includes(`${label}="${value}"`))
        ? [`${use}: no such value`]
        : []
    })
  })
}

const ruleExpressions = [...RULES.matchAll(/^ +expr: (.*)$/gm)].map(([, expression = '']) => expression)
const alerts = [...RULES.matchAll(/- alert: (\w+)/g)].map(([, alert = '']) => alert)

test('every metric and label of the alert rules is in a scrape', () => {
  expect(ruleExpressions).toHaveLength(alerts.length)
  expect(alerts.length).toBeGreaterThan(15)
  expect(ruleExpressions.flatMap(wrongIn)).toEqual([])
})

test('every metric and label of the dashboard is in a scrape', () => {
  const targets = DASHBOARD.panels.flatMap((panel) => panel.targets)
  expect(targets.length).toBeGreaterThan(20)
  expect(targets.flatMap(({ expr }) => wrongIn(expr))).toEqual([])
  for (const { expr, legendFormat } of targets) {
    const [name = ''] = expr.match(NAME) ?? []
    for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
      expect(
        samples(name).some((line) => line.includes(`${label}="`)),
        `${expr} ${label}`,
      ).toBe(true)
    }
  }
})

test('every metric of the Zabbix template is in a scrape, and its triggers name its items', () => {
  const patterns = [...ZABBIX.matchAll(/^ +- '?([a-z]+_[a-z_]+(?:\{[^}]*\})?)'?$/gm)].map(
    ([, use = '']) => use,
  )
  expect(patterns.length).toBeGreaterThan(10)
  expect(patterns.flatMap(wrongIn)).toEqual([])
  const keys = [...ZABBIX.matchAll(/ key: (innerward\.[a-z.]+)/g)].map(([, key]) => key)
  for (const [, key] of ZABBIX.matchAll(/Innerward by HTTP\/(innerward\.[a-z.]+)/g)) {
    expect(keys).toContain(key)
  }
})

test('each alert has one line in the runbook, and no line is of an alert that is gone', () => {
  const lines = [...RUNBOOK.matchAll(/<a id="(\w+)"><\/a>(\w+)/g)].map(([, id, alert]) => [id, alert])
  expect(lines.map(([, alert]) => alert).sort()).toEqual([...alerts].sort())
  for (const [id = '', alert = ''] of lines) {
    expect(id).toBe(alert.toLowerCase())
    expect(RULES).toContain(`runbook: docs/zh/monitoring.md#${id}`)
  }
  for (const [, id = ''] of ZABBIX.matchAll(/monitoring\.md#(\w+)/g)) {
    expect(alerts.map((alert) => alert.toLowerCase())).toContain(id)
  }
})

test('a series that a judge of alarms waits for does not vanish while the engine is down', async () => {
  const before = samples('innerward_engine_queue_waiting')
  installEngine({ status: () => ({ ...installEngine().status(), state: 'failed' }) } as never)
  expect(before).toHaveLength(1)
  expect(await readMetrics()).toMatch(/^innerward_engine_queue_waiting 0$/m)
  installEngine()
})

test('what needs a card is said to: without one its series are absent, and all others are there', async () => {
  resetProcess('metrics')
  declareGpuMeasures(() => Promise.resolve({ cards: [], xids: null }))
  const without = await readMetrics()
  const names = [...new Set(ruleExpressions.flatMap((expression) => expression.match(NAME) ?? []))]
  const absent = names.filter((name) => name.startsWith('innerward_gpu_')).sort()
  expect(absent).toEqual([
    'innerward_gpu_temperature_celsius',
    'innerward_gpu_uncorrected_memory_errors',
    'innerward_gpu_xid_errors',
  ])
  for (const name of absent) {
    expect(without).toContain(`# TYPE ${name} gauge`)
    expect(without).not.toMatch(new RegExp(`^${name}[ {]`, 'm'))
    expect(RUNBOOK).toContain(`\`${name}\``)
  }
})

test.runIf(promtool)('promtool takes the rules and the scrape', () => {
  const rules = spawnSync('promtool', [
    'check',
    'rules',
    path.join(ROOT, 'deploy/monitoring/innerward.rules.yml'),
  ])
  expect(rules.status, String(rules.stdout) + String(rules.stderr)).toBe(0)
  const scrape = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })
  expect(scrape.stderr + scrape.stdout).not.toMatch(/error|no help text|should end/i)
})
