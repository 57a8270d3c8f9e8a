import { readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { OwnPortal } from '@/e2e/own-portal'
import systemPrompt from '@/lib/policies/system-prompt.json'
import type { GenerateRequest } from '@/lib/inference/contract'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { parseCatalogue } from '@/lib/inference/engine/catalogue'
import { textPrompt } from '@/lib/inference/remote/text-prompt'
import { startLlamaServer } from '@/lib/testing/llama-server'
import { startSlapd } from '@/lib/testing/slapd'
import { buildLlamaServer, llamaBinaries } from '@/lib/testing/build-llama-server'
import demo from '@/lib/auth/demo-people.json'
import { build } from '@/boot/build/build'
import { batchedBench } from './serving/batched-bench'
import { closedLoop, percentile, type Load } from './serving/figures'
import { askLlamaServer } from './serving/llama-server-client'
import { printTable, writeResult } from './serving/machine'
import { Doctor } from './serving/portal-client'

/**
 * `npm run bench`: the same closed loop of 1, 2, 4 and 8 users against the whole portal (HTTP, events, audit) and
 * against llama-server with as many slots, beside llama-batched-bench on the same file, one after the other on this
 * machine. Prints ratios and writes bench/results/serving.json.
 */
const ROOT = path.resolve(import.meta.dirname, '..')
const USERS = (process.env.BENCH_USERS ?? '1,2,4,8').split(',').map(Number)
/** How long each number of users asks on each server. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 40)
const SOAK_RUNS = Number(process.env.BENCH_SOAK_RUNS ?? 500)
const THREADS = Number(process.env.BENCH_THREADS ?? 2)
const GPU = process.env.BENCH_GPU === 'on'
const DECODE_TOKENS = 300
/** Long questions of which the middle one counts. */
const PREFILLS = 5
const QUESTION = '65岁男性，突发胸痛2小时，心电图示II、III、aVF导联ST段抬高，血压90/60mmHg，如何鉴别与处理？'
const LONG = `${QUESTION}\n${'既往高血压10年，规律服药；否认糖尿病、冠心病史；吸烟30年，每日20支。'.repeat(24)}`

const [profile] = parseCatalogue(readFileSync(path.join(ROOT, 'models/catalogue.json'), 'utf8'))
if (!profile) throw new Error('the catalogue lists no model')
const model = path.join(ROOT, 'models', profile.files[0]?.path ?? '')
const format = FORMATS[profile.promptFormat]
const prompt = (question: string): string =>
  textPrompt({ locale: 'zh-CN', system: systemPrompt.text['zh-CN'], question } as GenerateRequest, [], format)

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
  const portal = new OwnPortal(`bench-${users}`, 60)
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
async function prefillOf(doctor: Doctor): Promise<{ promptTokens: number; perSecond: number }> {
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

const portalLoads = new Map<number, Load>()
const serverLoads = new Map<number, Load>()
const microBatchesPerStep = new Map<number, number>()
let prefilled = { promptTokens: 512, perSecond: 0 }
for (const users of USERS) {
  process.stdout.write(`${users} users: the portal, then llama-server\n`)
  const portalLoad = await withPortal(users, async (doctors, portal) => {
    const [first] = doctors
    if (users === USERS[0] && first) prefilled = await prefillOf(first)
    const load = await closedLoop({ users, seconds: SECONDS }, (user) => {
      const doctor = doctors[user]
      if (!doctor) throw new Error('no such doctor')
      return doctor.ask(QUESTION)
    })
    const metric = await metricsOf(portal)
    const steps = metric('innerward_engine_decode_steps_total')
    microBatchesPerStep.set(users, metric('innerward_engine_micro_batches_total') / steps)
    return load
  })
  portalLoads.set(users, portalLoad)
  const context = String(profile.contextTokens * users)
  const options = ['--parallel', String(users), '--ctx-size', context, '--threads', String(THREADS)]
  const gpu = GPU ? ['--n-gpu-layers', '99'] : []
  const server = await startLlamaServer([...options, '--threads-batch', String(THREADS), ...gpu])
  const ask = askLlamaServer(server.url, { users, prompt, decodeTokens: DECODE_TOKENS })
  await ask(QUESTION)
  serverLoads.set(users, await closedLoop({ users, seconds: SECONDS }, () => ask(QUESTION)))
  await server.kill()
}

process.stdout.write('llama-batched-bench\n')
const raw = batchedBench(llamaBinaries(ROOT).batchedBench, {
  model,
  users: USERS,
  promptTokens: prefilled.promptTokens,
  decodeTokens: DECODE_TOKENS,
  threads: THREADS,
  gpuLayers: GPU ? 99 : 0,
})

process.stdout.write(`${SOAK_RUNS} runs that are stopped at their first word\n`)
const soak = await withPortal(2, async (doctors, portal) => {
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
  return { longestStallMs, residentAfterTenths }
})
await slapd.stop()

const two = (value: number | undefined): number => Math.round((value ?? 0) * 100) / 100
const rows = USERS.map((users) => {
  const portal = portalLoads.get(users)
  const server = serverLoads.get(users)
  const bench = raw.get(users)
  return {
    users,
    'portal decode t/s': two(portal?.decodePerSecond),
    'of batched-bench': two((portal?.decodePerSecond ?? 0) / (bench?.decode ?? 1)),
    'of llama-server': two((portal?.decodePerSecond ?? 0) / (server?.decodePerSecond ?? 1)),
    'throughput of llama-server': two((portal?.tokensPerSecond ?? 0) / (server?.tokensPerSecond ?? 1)),
    'first token p50 ms': Math.round(portal?.firstTokenP50Ms ?? 0),
    'p95 ms': Math.round(portal?.firstTokenP95Ms ?? 0),
    'llama-server p50 ms': Math.round(server?.firstTokenP50Ms ?? 0),
    fairness: two(portal?.fairness),
    'micro-batches a step': two(microBatchesPerStep.get(users)),
  }
})
printTable(rows)
const prefill = {
  promptTokens: prefilled.promptTokens,
  portal: two(prefilled.perSecond),
  ratio: two(prefilled.perSecond / (raw.get(USERS[0] ?? 1)?.prefill ?? 1)),
}
printTable([{ ...prefill, 'longest stall ms': soak.longestStallMs }])
process.stdout.write(
  `MiB resident after each tenth of ${SOAK_RUNS} runs: ${soak.residentAfterTenths.join(' ')}\n`,
)
writeResult(GPU ? 'serving-cuda' : 'serving-cpu', {
  model: { id: profile.id, sha256: profile.files.map(({ sha256 }) => sha256) },
  threads: THREADS,
  portal: Object.fromEntries(portalLoads),
  llamaServer: Object.fromEntries(serverLoads),
  batchedBench: Object.fromEntries(raw),
  ratios: rows,
  prefill,
  soak: { runs: SOAK_RUNS, ...soak },
})
