import { measurePrivacy } from '@/lib/testing/measure-privacy'

/** Prints recall on generated notes and over-masking on clinical sentences. Usage: bench/privacy.ts [cases] [seed] */
const [count = '4000', seed = '2026'] = process.argv.slice(2)
const measure = measurePrivacy(Number(count), Number(seed))
const percent = (share: number) => `${(share * 100).toFixed(2)} %`
const print = (line: string) => process.stdout.write(`${line}\n`)
print(`identifiers ${measure.identifiers}, recall ${percent(measure.recall)}`)
for (const { text, secrets } of measure.missed.slice(0, 20)) print(`  missed ${secrets.join()} in ${text}`)
print(`clinical sentences touched ${percent(measure.overMasked)}`)
for (const line of measure.wrong) print(`  ${line}`)
