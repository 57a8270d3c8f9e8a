import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import policies from '@/messages/zh-CN/policies.json'
import zh from '@/messages/zh-CN/audit.json'
import { sayDetails, type Speech } from './say-part'

const HEART = `c${'h'.repeat(24)}`
const LI = `c${'l'.repeat(24)}`

const t = createTranslator({ locale: 'zh-CN', messages: zh }) as unknown as {
  (key: string, values?: Record<string, string>): string
  has: (key: string) => boolean
}
const known = (key: string) => (/^[\w.-]+$/.test(key) && t.has(key) ? t(key) : null)
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = policies.field
const speech: Speech = {
  word: (field, word) => (/^[\w-]+$/.test(word) ? known(`value.${field}.${word}`) : null),
  label: (field) => known(`part.${field}`) ?? field,
  person: (id) => (id === LI ? '李医生' : null),
  department: (id) => (id === HEART ? '心内科' : null),
  event: (name) => known(`event.${name.replace('.', '-')}`) ?? name,
  outcome: (name) => known(`outcome.${name}`) ?? name,
  moment: (iso) => `〈${iso}〉`,
  number: String,
  yesNo: (value) => (value ? '是' : '否'),
  policy: {
    nameOf: (key) => (policies.name as Readonly<Record<string, string>>)[key] ?? key,
    fieldOf: (key, field) => fields[key]?.[field] ?? field,
    valueOf: (_, __, value) => (Array.isArray(value) ? value.join('+') : String(value)),
  },
  rule: (id) => `规则 ${id}`,
  pair: (name, value) => `${name}：${value}`,
  times: (name, count) => `${name} ×${count}`,
  list: (parts) => parts.join('、'),
}
const said = (detail: object) => sayDetails(JSON.stringify(detail), speech)

test('a change that waited says what it is, who asked for it, and how it was decided', () => {
  expect(said({ kind: 'model_release', decision: 'approved', requestedById: LI })).toEqual([
    ['类别', '放行模型'],
    ['决定', '批准'],
    ['提出人', '李医生'],
  ])
  expect(said({ what: 'approvals' })).toEqual([['内容', '审批：谁提出、谁批准、何时']])
})

test('a policy is said as its form has it', () => {
  const before = ['newcomerHours=0', 'trailRecordsPerHour=2000']
  const after = ['newcomerHours=24', 'trailRecordsPerHour=2000']
  expect(said({ key: 'approvals', before, after })).toEqual([
    ['策略', '审批与查阅'],
    ['之前', '新任者多少小时后可审批：0、每人每小时可查阅的审计记录数：2000'],
    ['之后', '新任者多少小时后可审批：24、每人每小时可查阅的审计记录数：2000'],
  ])
  expect(said({ key: 'redFlags', after: ['switchedOff=acs,sepsis'] })[1]).toEqual([
    '之后',
    '停用的规则：acs+sepsis',
  ])
})

test('roles, departments, groups and people are named', () => {
  expect(said({ before: [`department=${HEART}`, 'doctor', `department_head:${HEART}`], after: [] })).toEqual([
    ['之前', '科室：心内科、医生、科主任：心内科'],
    ['之后', '—'],
  ])
  expect(said({ before: null, after: { group: 'cn=a', role: 'auditor', departmentId: null } })).toEqual([
    ['之前', '—'],
    ['之后', '组：cn=a、角色：审计员、科室：—'],
  ])
  expect(said({ userId: LI, departmentId: HEART, startsAt: '2026-11-01T00:00:00.000Z' })).toEqual([
    ['相关人员', '李医生'],
    ['科室', '心内科'],
    ['开始', '〈2026-11-01T00:00:00.000Z〉'],
  ])
})

test('rules, rights, flags and words of closed lists are words; an id that no row has says so', () => {
  expect(
    said({
      findings: ['dose=2'],
      redFlags: ['acs'],
      batched: true,
      permission: 'audit:read',
      userId: 'unknown',
    }),
  ).toEqual([
    ['提示数', '规则 dose ×2'],
    ['红旗数', '规则 acs'],
    ['与他人并行', '是'],
    ['权限', '查阅审计'],
    ['相关人员', '不存在的编号'],
  ])
  expect(said({ reason: 'signed_out', sessionId: LI })[0]).toEqual(['原因', '本人退出'])
})

test('what somebody made unreadable is given back as it is', () => {
  expect(sayDetails('{"a', speech)).toEqual([['', '{"a']])
  expect(sayDetails(null, speech)).toEqual([])
})
