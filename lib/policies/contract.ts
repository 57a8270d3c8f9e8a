import { z } from 'zod'

const MINUTE = 60
const HOUR = 60 * MINUTE
const seconds = (min: number, max: number) => z.int().min(min).max(max)

/** Rules that the hospital does not apply, by their ids. */
const ruleIds = z.array(z.string().regex(/^[a-z0-9_]{1,40}$/)).max(100)

/** Every policy an admin can set, with the range it must stay in. Times are seconds unless the name says otherwise. */
export const POLICIES = {
  sessions: z.strictObject({
    idleSeconds: seconds(1, 8 * HOUR),
    absoluteSeconds: seconds(1, 24 * HOUR),
    lockAfterSeconds: seconds(1, HOUR),
    /** 1 means one session per person: signing in elsewhere ends the former one. */
    maxPerPerson: z.int().min(1).max(10),
  }),
  directory: z.strictObject({
    recheckSeconds: seconds(5, HOUR),
    /** How long signed-in people keep working while the directory cannot be asked. */
    graceSeconds: seconds(MINUTE, 24 * HOUR),
  }),
  recheck: z.strictObject({
    /** Share of the people signed in that the directory may lose at once; more is taken for a fault of it. */
    mostMissingPercent: z.int().min(1).max(100),
  }),
  audit: z.strictObject({
    /** Six months is the least that the law asks of network logs (Cybersecurity Law of the PRC, article on log retention). */
    retentionMonths: z.int().min(6).max(180),
    checkpointEvery: z.int().min(10).max(100_000).multipleOf(10),
    /** A clock further ahead of the newest record than this stops deletion until it is right or accepted. */
    clockAheadDays: z.int().min(2).max(366).default(30),
  }),
  fourEyes: z.strictObject({ enabled: z.boolean() }),
  /** One account holds at most one administrative role. */
  separation: z.strictObject({ enabled: z.boolean() }),
  approvals: z.strictObject({
    /** Who holds the right to approve for fewer hours than this does not approve yet. */
    newcomerHours: z.int().min(0).max(168),
    /** Records of the trail that one person may read in an hour without an approved export, while four eyes are on. */
    trailRecordsPerHour: z.int().min(100).max(100_000),
  }),
  confirmation: z.strictObject({
    /** Whether sensitive changes ask for the password again, and for how many minutes one answer holds. */
    enabled: z.boolean(),
    minutes: z.int().min(1).max(60),
  }),
  usage: z.strictObject({
    /** Whether a department head may see single people. */
    showPeople: z.boolean(),
    /** Groups of fewer doctors than this are not shown where people are not. */
    smallestGroup: z.int().min(2).max(20),
  }),
  limits: z.strictObject({
    questionsPerHour: z.int().min(1).max(1000),
  }),
  rounds: z.strictObject({
    /** Questions per person and hour that go before others, asked at the bedside; 0 switches it off. */
    questionsPerHour: z.int().min(0).max(60),
  }),
  readers: z.strictObject({
    /** How long an answer is written that no page reads, before it is stopped; 0 never stops it. */
    unreadSeconds: seconds(0, HOUR),
  }),
  templates: z.strictObject({
    /** Most tokens that a template may give to one part of the answer, and to the thought. */
    sectionTokensMax: z.int().min(64).max(4096),
    thoughtTokensMax: z.int().min(64).max(8192),
    /** Templates of one person. */
    personalMax: z.int().min(1).max(500),
  }),
  review: z.strictObject({ switchedOff: ruleIds }),
  redFlags: z.strictObject({ switchedOff: ruleIds }),
  privacyGuard: z.strictObject({
    /** What happens to identifiers in a question: only shown, replaced before the model sees them, or the question refused. */
    mode: z.enum(['warn', 'mask', 'block']),
  }),
  /** Whether the ICD-10 code stands behind the first use of a diagnosis in an answer, its copies and its print. */
  codes: z.strictObject({ inAnswers: z.boolean() }),
  /** Who may have discharge summaries read in batches, and how much at once. */
  batch: z.strictObject({
    doctors: z.boolean(),
    departmentHeads: z.boolean(),
    maxDocuments: z.int().min(1).max(2000),
    /** One document; an archive may be as large as the whole upload. */
    maxFileMiB: z.int().min(1).max(64),
    maxTotalMiB: z.int().min(1).max(200),
  }),
  notices: z.strictObject({
    /** A line above every page, for example planned downtime. Empty means none. */
    zh: z.string().trim().max(300),
    en: z.string().trim().max(300),
  }),
} as const

export type PrivacyMode = z.infer<(typeof POLICIES)['privacyGuard']>['mode']
export type PolicyKey = keyof typeof POLICIES
export type PolicyOf<K extends PolicyKey> = z.infer<(typeof POLICIES)[K]>
export const policyKeySchema = z.enum(Object.keys(POLICIES) as [PolicyKey, ...PolicyKey[]])
