import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { OwnPortal } from '@/e2e/own-portal'
import { FOLDER } from '@/e2e/places'
import systemPrompt from '@/lib/policies/system-prompt.json'
import type { GenerateRequest } from '@/lib/inference/contract'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { askedText } from '@/lib/consult/card-in-prompt'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { parseCatalogue } from '@/lib/inference/engine/catalogue'
import { textPrompt } from '@/lib/inference/remote/text-prompt'
import { readCase } from '@/lib/quarantine/read-case'
import { startLlamaServer } from '@/lib/testing/llama-server'
import { startSlapd } from '@/lib/testing/slapd'
import { buildLlamaServer, llamaBinaries } from '@/lib/testing/build-llama-server'
import demo from '@/lib/auth/demo-people.json'
import { build } from '@/boot/build/build'
import { buildFingerprint } from '@/boot/build/build-inputs'
import { batchedBench } from './serving/batched-bench'
import { closedLoop, LEAST_FOR_P95, percentile } from './serving/figures'
import { KeptSteps } from './serving/kept-steps'
import { askLlamaServer } from './serving/llama-server-client'
import { report } from './serving/report'
import { Doctor } from './serving/portal-client'

/**
 * `npm run bench`: the same closed loop of 1, 2, 4 and 8 users against the whole portal (HTTP, events, audit) and
 * against llama-server with as many slots, beside llama-batched-bench on the same file, one after the other on this
 * machine, three times. It ends after eight minutes at most and goes on when it is called again, with results of the same sources and
 * the same boot alone; `-- --anew` forgets them. Each call prints medians, least and most of what is there; the last one writes
 * bench/results/serving-*.json.
 */
const ROOT = path.resolve(import.meta.dirname, '..')
const USERS = (process.env.BENCH_USERS ?? '1,2,4,8').split(',').map(Number)
/** Questions of each round on each server. */
const ANSWERS = Number(process.env.BENCH_ANSWERS ?? LEAST_FOR_P95)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
/** No step is begun that might end later, in seconds after the start. */
const CALL_SECONDS = Number(process.env.BENCH_CALL_SECONDS ?? 480)
const SOAK_RUNS = Number(process.env.BENCH_SOAK_RUNS ?? 500)
const THREADS = Number(process.env.BENCH_THREADS ?? 2)
const GPU = process.env.BENCH_GPU === 'on'
/**
 * Tokens of each of the five parts, by itself the least that a template may give, and so of an answer. What the portal does once an
 * answer or part (reading the case, headings, review, records) weighs six times as much in such answers as in those of the demo model's own budgets.
 */
const TOKENS_A_PART = Number(process.env.BENCH_PART_TOKENS ?? 16)
const DECODE_TOKENS = 5 * TOKENS_A_PART
/** About what the long question has, for llama-batched-bench. */
const PREFILL_TOKENS = 993
/** Long questions of which the middle one counts. */
const PREFILLS = 5
const QUESTION = '65岁男性，突发胸痛2小时，心电图示II、III、aVF导联ST段抬高，血压90/60mmHg，如何鉴别与处理？'
const LONG = `${QUESTION}\n${'既往高血压10年，规律服药；否认糖尿病、冠心病史；吸烟30年，每日20支。'.repeat(24)}`

const [profile] = parseCatalogue(readFileSync(path.join(ROOT, 'models/catalogue.json'), 'utf8'))
if (!profile) throw new Error('the catalogue lists no model')
const model = path.join(ROOT, 'models', profile.files[0]?.path ?? '')
const format = FORMATS[profile.promptFormat]
/** What the portal tells the model of the question. Only the instructions are the same each time, as in the portal no case reads another's. */
const prompt = (question: string): string => {
  const { card } = readCase(question, {
    dictionary: builtInDictionary(),
    tables: builtInTables(),
    locale: 'zh-CN',
  })
  const told = askedText({ card, passages: null, question }, 'zh-CN')
  return textPrompt(
    {
      locale: 'zh-CN',
      system: systemPrompt.text['zh-CN'],
      question: `(${randomUUID()})\n${told}`,
    } as GenerateRequest,
    [],
    format,
  )
}

const slapd = await startSlapd()
const names = Array.from({ length: Math.max(...USERS) }, (_, i) => `bench.doctor${i + 1}`)
for (const name of names) {
  const dn = `uid=${name},ou=people,${demo.baseDn}`
  slapd.add(
    `dn: ${dn}\nobjectClass: inetOrgPerson\nuid: ${name}\ncn: ${name}\nsn: ${name}\nuserPassword: ${demo.password}\n`,
  )
  slapd.change(`dn: cn=doctors,ou=groups,${demo.baseDn}\nchangetype: modify\nadd: member\nmember: ${dn}\n`)
}

async function withPortal<T>(
  users: number,
  work: (doctors: Doctor[], portal: OwnPortal) => Promise<T>,
): Promise<T> {
  // On the disk, as in a hospital: what is written there is part of what is measured.
  const portal = new OwnPortal(`bench-${users}`, 60, FOLDER)
  await portal.start({
    ...slapd.env,
    NEXTAUTH_URL: portal.baseURL,
    HOST: '127.0.0.1',
    DIRECTORY_SEED_FILE: path.join(ROOT, 'prisma/demo-directory-seed.json'),
    MAX_PARALLEL: String(users),
    CPU_THREADS: String(THREADS),
    GPU: GPU ? 'cuda' : 'off',
  })
  try {
    const database = new Database(path.join(portal.stateDir, 'innerward.db'))
    const raise = `INSERT INTO Policy (key, value, updatedAt) VALUES ('limits', '{"questionsPerHour":1000}', '2026-01-01T00:00:00.000+00:00')`
    database.exec(raise)
    database.close()
    const doctors = names.slice(0, users).map((name) => new Doctor(portal.baseURL, name, demo.password))
    for (const doctor of doctors) await doctor.signIn()
    // The first answer warms caches and connections and is not counted.
    await doctors[0]?.ask(QUESTION)
    return await work(doctors, portal)
  } finally {
    await portal.stop()
  }
}

async function metricsOf({ baseURL }: OwnPortal): Promise<(name: string) => number> {
  const text = await (await fetch(`${baseURL}/api/metrics`)).text()
  return (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
}

const residentMiB = async (portal: OwnPortal): Promise<number> =>
  Math.round((await metricsOf(portal))('process_resident_memory_bytes') / 2 ** 20)

/** Prompt tokens of a long question and how many of them the portal reads a second, from HTTP to the first token. */
async function prefillOf(doctor?: Doctor): Promise<{ promptTokens: number; perSecond: number }> {
  if (!doctor) throw new Error('no such doctor')
  const speeds: number[] = []
  let promptTokens = 0
  for (let i = 0; i < PREFILLS; i += 1) {
    const long = await doctor.ask(LONG, { stopEarly: true })
    speeds.push(((long.promptTokens - long.cachedTokens) * 1000) / long.firstTokenMs)
    promptTokens = long.promptTokens
  }
  return { promptTokens, perSecond: percentile(speeds, 0.5) }
}

/** Longest step, in milliseconds, that a long prompt made somebody else's answer wait. */
async function longestStall([writing, reading]: Doctor[], portal: OwnPortal): Promise<number> {
  const answer = writing?.ask(QUESTION)
  await reading?.ask(LONG, { stopEarly: true })
  await answer
  return Math.round((await metricsOf(portal))('innerward_engine_prompt_step_max_seconds') * 1000)
}

const failed = await build(ROOT)
if (failed) throw new Error(`the portal could not be built: ${failed}`)
const missing = buildLlamaServer(ROOT, GPU ? { GGML_CUDA: 'ON' } : {})
if (missing) throw new Error(`llama.cpp could not be built: ${missing}`)

async function loadPortal(users: number) {
  return withPortal(users, async (doctors, portal) => {
    const templates = await Promise.all(doctors.map((doctor) => doctor.makeTemplate(TOKENS_A_PART)))
    const load = await closedLoop({ users, answers: ANSWERS }, (user) => {
      const doctor = doctors[user]
      if (!doctor) throw new Error('no such doctor')
      return doctor.ask(QUESTION, { templateId: templates[user] })
    })
    const metric = await metricsOf(portal)
    const steps = metric('innerward_engine_decode_steps_total')
    return { ...load, microBatchesAStep: metric('innerward_engine_micro_batches_total') / steps }
  })
}

async function loadServer(users: number) {
  const context = String((profile?.contextTokens ?? 4096) * users)
  const options = ['--parallel', String(users), '--ctx-size', context, '--threads', String(THREADS)]
  const gpu = GPU ? ['--n-gpu-layers', '99'] : []
  const server = await startLlamaServer([...options, '--threads-batch', String(THREADS), ...gpu])
  try {
    const ask = askLlamaServer(server.url, { users, prompt, decodeTokens: DECODE_TOKENS })
    await ask(QUESTION)
    return await closedLoop({ users, answers: ANSWERS }, () => ask(QUESTION))
  } finally {
    await server.kill()
  }
}

const rawBench = (promptTokens: number) =>
  Object.fromEntries(
    batchedBench(llamaBinaries(ROOT).batchedBench, {
      model,
      users: USERS,
      promptTokens,
      decodeTokens: DECODE_TOKENS,
      threads: THREADS,
      gpuLayers: GPU ? 99 : 0,
    }),
  )

const soak = () =>
  withPortal(2, async (doctors, portal) => {
    const half = async (runs: number) =>
      Promise.all(
        doctors.map(async (doctor) => {
          for (let i = 0; i < runs / 2; i += 1) await doctor.ask(QUESTION, { stopEarly: true })
        }),
      )
    const longestStallMs = await longestStall(doctors, portal)
    const residentAfterTenths: number[] = []
    for (let tenth = 0; tenth < 10; tenth += 1) {
      await half(SOAK_RUNS / 10)
      residentAfterTenths.push(await residentMiB(portal))
    }
    return { runs: SOAK_RUNS, longestStallMs, residentAfterTenths }
  })

/** Every step by its name, the rounds one after the other, so that what changes on the machine is in all of them. */
function* steps(): Generator<[name: string, work: () => Promise<unknown>]> {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const users of USERS) {
      yield [`portal ${users} users, round ${round}`, () => loadPortal(users)]
      yield [`llama-server ${users} users, round ${round}`, () => loadServer(users)]
    }
    yield [`prefill, round ${round}`, () => withPortal(1, ([doctor]) => prefillOf(doctor))]
    yield [`batched-bench, round ${round}`, () => Promise.resolve(rawBench(PREFILL_TOKENS))]
  }
  yield ['soak', soak]
}

const mode = GPU ? 'serving-cuda' : 'serving-cpu'
const file = path.join(ROOT, `var/bench/${mode}.json`)
if (process.argv.includes('--anew')) rmSync(file, { force: true })
const kept = new KeptSteps(file, {
  build: buildFingerprint({ root: ROOT, node: process.version }),
  boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  options: JSON.stringify({ USERS, ANSWERS, DECODE_TOKENS, THREADS, SOAK_RUNS, GPU }),
})
let left = 0
for (const [name, work] of steps()) {
  if (kept.has(name)) continue
  const secondsLeft = CALL_SECONDS - performance.now() / 1000
  if (left > 0 || secondsLeft < kept.longest() * 1.2) left += 1
  else {
    process.stdout.write(`${name}\n`)
    await kept.run(name, work)
  }
}
await slapd.stop()
report(kept, { mode, users: USERS, model: profile, threads: THREADS, complete: left === 0 })
process.stdout.write(left === 0 ? 'all is measured\n' : `${left} steps are left: call it again\n`)
