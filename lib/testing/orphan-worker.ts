import { receiveBytes } from '@/lib/http/receive-file'
import { holding, keepOriginal } from '@/lib/library/originals'

/** Keeps an original whose row it never writes: says its hash once it lies there, and waits for its end. */
const file = await receiveBytes(Buffer.from('an upload that is cut off by the end of the portal'))
await holding([file.sha256], async () => {
  await keepOriginal(file)
  process.stdout.write(file.sha256)
  await new Promise(() => setInterval(() => undefined, 1000))
})
