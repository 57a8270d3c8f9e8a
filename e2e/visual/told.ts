import { createHash } from 'node:crypto'
import type { AuditRecord } from '@/lib/audit/contract'
import type { BackupState } from '@/lib/backup/contract'
import type { SystemOverview } from '@/lib/operations/contract'
import type { ModelRow } from '@/lib/operations/models/contract'
import type { Releases } from '@/lib/rights/releases/contract'
import { hospitalDay } from '@/lib/shared/hospital-day'
import type { UsageFigures, UsageOutput, UsageRow } from '@/lib/usage/contract'
import { NOW } from './still'

const DAY_MS = 24 * 3_600_000
const hash = (of: string) => createHash('sha256').update(of).digest('hex')

const HEAD = { id: `c${'0'.repeat(24)}`, nameZh: '心内科', nameEn: 'Cardiology' }
/** Questions of thirty days, the last of which is `NOW`. */
const PER_DAY = [2, 0, 3, 3, 5, 3, 3, 7, 2, 3, 4, 5, 4, 5, 3, 2, 1, 6, 3, 3, 8, 3, 0, 0, 5, 3, 6, 4, 2, 1]
const HOURS = [8, 9, 10, 11, 14, 15, 16, 17, 20]
const dayAgo = (days: number) => hospitalDay(new Date(NOW.getTime() - days * DAY_MS))
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** The figures of so many questions, the greater part of which went well. */
function figuresOf(questions: number): UsageFigures {
  const part = (share: number) => Math.round(questions * share)
  const rules = ['number_changed', 'dose_incomplete', 'prescription_like', 'lab_wrong_unit']
  return {
    totals: { questions, doctors: 8, answerTokens: questions * 609 },
    outcomes: {
      ...{ complete: part(0.92), stopped: part(0.05), truncated: part(0.02), repeated: part(0.01) },
      ...{ failed: 0, refused: 0 },
    },
    timings: { queueMs: { p50: 180, p95: 14_200 }, firstTokenMs: { p50: 2600, p95: 4400 } },
    review: {
      recorded: questions,
      runs: part(0.48),
      rules: rules.map((rule, i) => ({ rule, findings: part(0.2 - i / 25), runs: part(0.18 - i / 25) })),
    },
    acknowledgement: { asked: part(0.92), acknowledged: part(0.62) },
    missingFacts: { recorded: questions, runs: part(0.74) },
    withheld: false,
  }
}

const rowOf = (key: string, questions: number): UsageRow => ({
  ...{ key, doctorId: null, questions, doctors: Math.min(questions, 8) },
  ...{ complete: questions, stopped: 0, truncated: 0, repeated: 0, failed: 0, answerTokens: questions * 609 },
  ...{ medianFirstTokenMs: 2600, p95FirstTokenMs: 4400, medianQueueMs: 180, p95QueueMs: 14_200 },
})

/** Thirty made-up days of one department beside the thirty before. */
export function usageFigures(): UsageOutput {
  const days = PER_DAY.map((questions, i) => ({ day: dayAgo(PER_DAY.length - 1 - i), questions }))
  return {
    ...{
      from: dayAgo(29),
      to: dayAgo(0),
      periods: 'days',
      departments: [HEAD],
      covered: [HEAD.id],
      person: null,
    },
    ...figuresOf(sum(PER_DAY)),
    days,
    heat: [1, 2, 3, 4, 5].flatMap((weekday) =>
      HOURS.map((hour, i) => ({ weekday, hour, questions: (weekday * 3 + i * 2) % 5 })),
    ),
    templates: ['胸痛', '发热', '呼吸困难'].map((name, i) => ({
      template: name,
      name,
      questions: 24 - 7 * i,
    })),
    rows: days.filter(({ questions }) => questions > 0).map(({ day, questions }) => rowOf(day, questions)),
    ...{ suppressedRows: 0, withheldMonths: 0, showPeople: true, smallestGroup: 5 },
    comparison: { ...figuresOf(93), from: dayAgo(59), to: dayAgo(30) },
  }
}

const HAPPENED: readonly (readonly [event: string, actor: string | null, outcome: string])[] = [
  ['audit.viewed', '周静', 'ok'],
  ['session.signed_in', '周静', 'ok'],
  ['answer.copied', '李明', 'ok'],
  ['answer.copied', '李明', 'asked'],
  ['answer.acknowledged', '李明', 'ok'],
  ['consult.finished', '李明', 'complete'],
  ['consult.started', '李明', 'ok'],
  ['medication.overridden', '王芳', 'ok'],
  ['medication.checked', '王芳', 'ok'],
  ['consult.finished', '王芳', 'stopped'],
  ['consult.started', '王芳', 'ok'],
  ['access.denied', '陈建国', 'refused'],
  ['session.sign_in_failed', null, 'refused'],
  ['policy.changed', '孙丽', 'ok'],
  ['directory.unavailable', null, 'failed'],
  ['system.started', null, 'ok'],
]
const UNSAID = {
  ...{ actorId: null, departmentId: null, requestId: null, runId: null, locale: null, inputHmac: null },
  ...{ outputHmac: null, modelId: null, modelSha256: null, templateVersion: null, promptTokens: null },
  ...{ cachedTokens: null, thoughtTokens: null, answerTokens: null, queueMs: null, firstTokenMs: null },
  ...{ totalMs: null, structure: null, detail: null, keyId: '0123456789abcdef' },
}

/** The newest records of a made-up trail. */
export const trailRecords = (): { records: AuditRecord[]; nextBefore: number } => ({
  records: HAPPENED.map(([event, actorName, outcome], i) => ({
    ...UNSAID,
    ...{ id: 4211 - i, recordId: `00000000-0000-4000-8000-00000000${4211 - i}`, event, actorName, outcome },
    at: new Date(NOW.getTime() - i * 97_000).toISOString(),
    prevMac: hash(`mac ${i + 1}`),
    mac: hash(`mac ${i}`),
  })),
  nextBefore: 4196,
})

const MODEL = { id: 'clinical', name: 'MedGemma 27B', sha256: hash('model'), contextTokens: 8192 }
/** A server with one card, as the page of the system shows it. */
export const MACHINE: SystemOverview = {
  ...{ version: '0.2.0', nodeVersion: '26.3.0', uptimeSeconds: 412_000 },
  memory: { residentMiB: 812, totalMiB: 65_536, freeMiB: 41_200 },
  engine: {
    ...{ state: 'ready', failure: null, cpuThreads: 8, notices: [] },
    model: { ...MODEL, standing: 'unreleased', binding: null },
    gpu: { ok: true, name: 'NVIDIA L4', vramTotalMiB: 23_034, vramUsedMiB: 18_420, mode: 'cuda' },
    placement: { slots: 4, kvType: 'q8_0', gpuLayers: 63, totalLayers: 63 },
    queue: { running: 1, waiting: 0, estimatedSeconds: 0 },
  },
  gpu: {
    ...{ driver: '580.65.06', missingLibraries: [], problem: null },
    cards: [
      {
        index: 0,
        name: 'NVIDIA L4',
        computeCapability: '8.9',
        memoryTotalMiB: 23_034,
        memoryUsedMiB: 18_420,
        mig: false,
      },
    ],
  },
  directory: { url: 'ldaps://dc1.hospital.internal', demo: false, reachable: true, certificate: null },
  protection: { crashDumps: 'none', openSwap: [], engine: 'confined', readersNetwork: 'cut' },
  database: { sizeMiB: 48.2, journalMode: 'wal', synchronous: 'full' },
}

const KEPT = [0, 1, 2].map((days) => ({
  name: `innerward-${hospitalDay(new Date(NOW.getTime() - days * DAY_MS))}.backup`,
  at: new Date(NOW.getTime() - days * DAY_MS - 8 * 3_600_000).toISOString(),
  bytes: 50_700_000 - days * 120_000,
}))
/** Three nightly backups. */
export const BACKUPS: BackupState = {
  ...{ scheduled: true, keep: 14, running: false, stale: false, kept: KEPT },
  lastTry: { at: KEPT[0]?.at ?? '', ok: true },
  last: { at: KEPT[0]?.at ?? '', bytes: KEPT[0]?.bytes ?? 0, upToId: 4002, trigger: 'schedule' },
}

const models: ModelRow[] = [
  {
    file: 'medgemma-27b-Q4_K_M.gguf',
    name: MODEL.name,
    standing: 'unreleased',
    sizeBytes: 16_546_000_000,
    inUse: true,
  },
  {
    file: 'medgemma-4b-Q4_K_M.gguf',
    name: 'MedGemma 4B',
    standing: 'evaluation',
    sizeBytes: 2_489_000_000,
    inUse: false,
  },
  { file: 'demo/demo.gguf', name: 'Demo', standing: 'demo', sizeBytes: 98_000_000, inUse: false },
]
/** A folder of three models, any of which can be put into use. */
export const MODELS = { models, fixed: null, phase: 'idle', last: null }
/** The model in use, which nobody has evaluated yet. */
export const RELEASES: Releases = {
  model: { id: MODEL.id, name: MODEL.name, sha256: MODEL.sha256, standing: 'unreleased', binding: null },
  evaluation: null,
  pending: false,
  releases: [],
}
