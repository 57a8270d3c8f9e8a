import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { publicKeyId, signatureHolds } from './audit-format.mjs'

/**
 * `npm run audit:verify -- FILE [--manifest FILE] [--public-key PEM] [--checkpoint FILE]`: checks an exported audit file
 * without the portal, its database or any secret. The public key should come from where the auditor keeps it, not
 * from the manifest; without one the manifest's own key is used and that is said. Exit code 0: holds, 1: does not.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { manifest: { type: 'string' }, 'public-key': { type: 'string' }, checkpoint: { type: 'string' } },
})
const [file] = positionals

const tell = (zh, en) => process.stdout.write(`${zh}\n${en}\n`)
function fail(zh, en) {
  tell(`✗ ${zh}`, `✗ ${en}`)
  process.exit(1)
}
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return fail(`无法读取 ${path}。`, `${path} cannot be read as JSON.`)
  }
}

async function sha256(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** The columns this check needs of each row, from either format. CSV cells with line breaks do not occur: details are JSON. */
async function* rows(path, format) {
  let names = null
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (format === 'jsonl') {
      try {
        yield JSON.parse(line)
      } catch {
        fail('文件中有一行不是 JSON。', 'A line of the file is not JSON.')
      }
      continue
    }
    const cells = [...line.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(
      ([, cell]) => cell,
    )
    if (names === null) names = cells
    else {
      const of = (name) => cells[names.indexOf(name)]
      yield { id: Number(of('id')), prevMac: of('prevMac'), mac: of('mac') }
    }
  }
}

async function checkRows(manifest) {
  const whole = manifest.filter === ''
  const checkpoint = values.checkpoint ? readJson(values.checkpoint) : null
  let [count, last] = [0, null]
  for await (const row of rows(file, manifest.format)) {
    if (last && row.id <= last.id) fail(`第 ${row.id} 号记录次序错误。`, `Record ${row.id} is out of order.`)
    if (whole && last && row.id !== last.id + 1) {
      fail(`缺少第 ${last.id + 1} 号记录。`, `Record ${last.id + 1} is missing.`)
    }
    if (last && row.id === last.id + 1 && row.prevMac !== last.mac) {
      fail(`第 ${row.id} 号记录与前一条不相连。`, `Record ${row.id} does not follow from the one before.`)
    }
    if (checkpoint?.upToId === row.id && checkpoint.lastMac !== row.mac) {
      fail(
        `第 ${row.id} 号记录与检查点不符：历史被改写。`,
        `Record ${row.id} does not match the checkpoint: history was rewritten.`,
      )
    }
    last = row
    count += 1
  }
  if (count !== manifest.records || (last?.mac ?? '') !== manifest.lastMac) {
    fail('记录数或末条校验码与清单不符。', 'The number of records or the last mac differs from the manifest.')
  }
  return { count, checkpoint }
}

async function main() {
  if (!file || !existsSync(file)) {
    fail(
      '请给出导出文件：npm run audit:verify -- innerward-audit.jsonl',
      'Name an exported file: npm run audit:verify -- innerward-audit.jsonl',
    )
  }
  const manifest = readJson(values.manifest ?? `${file}.manifest.json`)
  const pem = values['public-key'] ? readFileSync(values['public-key'], 'utf8') : String(manifest.publicKey)
  if (!signatureHolds('manifest', manifest, pem)) {
    fail('清单的签名不成立。', 'The signature of the manifest does not hold.')
  }
  if ((await sha256(file)) !== manifest.sha256) {
    fail('文件内容与签名清单不符。', 'The file differs from the signed manifest.')
  }
  const { count, checkpoint } = await checkRows(manifest)
  if (checkpoint && !signatureHolds('checkpoint', checkpoint, pem)) {
    fail('检查点的签名不成立。', 'The signature of the checkpoint does not hold.')
  }
  tell(
    `✓ ${count} 条记录完整，签名密钥 ${publicKeyId(pem)}。`,
    `✓ ${count} records hold, signing key ${publicKeyId(pem)}.`,
  )
  if (!values['public-key']) {
    tell(
      '注意：使用了清单自带的公钥。请与您另行保存的公钥比对，或用 --public-key 指定。',
      "Note: the manifest's own public key was used. Compare it with the one you keep, or name it with --public-key.",
    )
  }
}

await main()
