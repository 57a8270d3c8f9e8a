import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { asTyped } from '@/commands/callers-folder'
import { checkRelease, type ReleaseFault } from '@/commands/check-release'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `innerward upgrade BUNDLE`: checks an offline bundle, a file or an unpacked folder, with the installed version against the release
 * key that was pinned, before anything of it runs; then its own install.sh does the work.
 */
const PREFIX = '/opt/innerward'
const PINNED = '/etc/innerward/release-key.sha256'
/** An archive grows by less than this when it is unpacked, and its payload is unpacked once more. */
const ROOM_FACTOR = 8

const SENTENCES: Record<ReleaseFault, readonly [zh: string, en: string]> = {
  incomplete: ['不是完整的离线包。', 'This is no whole offline bundle.'],
  altered: [
    '离线包中有文件与 SHA256SUMS 不符：已损坏或被改动。',
    'A file of the bundle does not match SHA256SUMS: it is damaged or was altered.',
  ],
  signature: [
    '发布签名不成立：离线包被改动。',
    'The release signature does not hold: the bundle was altered.',
  ],
  another_key: [
    '此离线包不是用已登记的发布密钥签名的，拒绝升级。',
    'This bundle is not signed with the release key that was pinned: the upgrade is refused.',
  ],
}

/** Unpacks an archive with this Node, since a host may have no zstd. Ends with a sentence where it cannot. */
async function unpack(file: string): Promise<string> {
  const disk = statfsSync(PREFIX)
  const needed = ROOM_FACTOR * statSync(file).size
  if (disk.bavail * disk.bsize < needed) {
    const mib = Math.ceil(needed / 2 ** 20)
    fail(
      `${PREFIX} 所在磁盘空间不足：需要 ${mib} MiB。`,
      `Too little space on the disk of ${PREFIX}: ${mib} MiB needed.`,
    )
  }
  const folder = mkdtempSync(path.join(PREFIX, '.bundle-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const tar = spawn('tar', ['-xf', '-', '-C', folder, '--no-same-owner'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = once(tar, 'exit')
  await pipeline(createReadStream(file), createZstdDecompress(), tar.stdin).catch(() => undefined)
  const [code] = (await ended) as [number | null]
  const [inner] = readdirSync(folder)
  if (code !== 0 || inner === undefined) fail(...SENTENCES.incomplete)
  return path.join(folder, inner)
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const [given, ...others] = process.argv.slice(2)
if (!given || others.length > 0 || given.startsWith('--') || !existsSync(asTyped(given))) {
  fail(
    '请给出离线包：innerward upgrade 文件.tar.zst',
    'Name the offline bundle: innerward upgrade FILE.tar.zst',
  )
}
if (process.getuid?.() !== 0) fail('请以 root 运行。', 'Run this as root.')
const target = asTyped(given)
const folder = statSync(target).isDirectory() ? target : await unpack(target)
say('正在核对离线包…', 'Checking the bundle …')
const pinned = existsSync(PINNED) ? readFileSync(PINNED, 'utf8').trim() : null
const fault = await checkRelease(folder, pinned, sha256Of)
if (fault) fail(...SENTENCES[fault])
const { status } = spawnSync('sh', [path.join(folder, 'install.sh')], { stdio: 'inherit' })
process.exit(status ?? 1)
