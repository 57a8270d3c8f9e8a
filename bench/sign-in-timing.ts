import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { percentile } from '@/bench/serving/figures'
import { signIn } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import { startSlapd } from '@/lib/testing/slapd'
import { createTestState } from '@/lib/testing/test-state'

/**
 * `npm run bench:sign-in`: can the time of a refusal tell which names exist? Four hundred wrong passwords, half of them for
 * people of the directory and half for nobody, in turn; once with plain passwords in slapd, once with ARGON2. The figure is
 * the area under the ROC curve (0.5: the time tells nothing, 1: one try tells all), and what it was without the floor.
 */
const TRIES = Number(process.env.BENCH_TRIES ?? 400)
const WARM_UP = 40
const BASE = 'dc=hospital,dc=internal'
const COUNT = TRIES / 2

/** The chance that a refusal of a known name took longer than one of an unknown name (Hanley and McNeil 1982). */
function areaUnderCurve(known: readonly number[], unknown: readonly number[]): number {
  let wins = 0
  for (const a of known) for (const b of unknown) wins += a > b ? 1 : a === b ? 0.5 : 0
  const area = wins / (known.length * unknown.length)
  return Math.round(Math.max(area, 1 - area) * 1000) / 1000
}

const median = (times: readonly number[]): number => Math.round(percentile(times, 0.5))

function hashed(password: string): string {
  const args = [
    '-h',
    '{ARGON2}',
    '-o',
    'module-path=/usr/lib/ldap',
    '-o',
    'module-load=argon2',
    '-s',
    password,
  ]
  return execFileSync('/usr/sbin/slappasswd', args, { encoding: 'utf8' }).trim()
}

let addresses = 0
async function refusedAfter(username: string): Promise<number> {
  // Each try from elsewhere and forgotten at once: what is measured is the directory, not the limits.
  await (await db()).signInFailure.deleteMany()
  addresses += 1
  const address = `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`
  const start = performance.now()
  await signIn({ username, password: 'wrong', address }).catch(() => undefined)
  return performance.now() - start
}

async function measure(password: string) {
  const slapd = await startSlapd({ modules: ['argon2'], settings: ['index uid eq'] })
  const entry = (n: number) =>
    `dn: uid=k${n},ou=people,${BASE}\nobjectClass: inetOrgPerson\nuid: k${n}\ncn: k${n}\nsn: k${n}\nuserPassword: ${password}\n`
  slapd.add(Array.from({ length: COUNT }, (_, n) => entry(n)).join('\n'))
  const state = createTestState(slapd.env)
  for (let n = 0; n < WARM_UP; n++) await refusedAfter(n % 2 === 0 ? `k${n}` : `u${n}`)
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < COUNT; n++) {
    known.push(await refusedAfter(`k${n}`))
    unknown.push(await refusedAfter(`u${n}`))
  }
  await state.remove()
  await slapd.stop()
  return { auc: areaUnderCurve(known, unknown), knownMs: median(known), unknownMs: median(unknown) }
}

const plain = await measure('Ward-2026!')
const argon2 = await measure(hashed('Ward-2026!'))
const result = { tries: TRIES, cpu: cpus()[0]?.model ?? '', plain, argon2 }
const text = `${JSON.stringify(result, null, 2)}\n`
writeFileSync(path.join(import.meta.dirname, 'results', 'sign-in-timing.json'), text)
process.stdout.write(text)
