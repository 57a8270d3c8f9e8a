import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'

/**
 * Makes this process the only one of this machine that downloads into a folder, until it ends in whatever way: the kernel
 * frees an abstract socket with its owner (unix(7)). It needs no package, so it serves before they are there; it does not reach
 * beyond a network namespace, which costs a second download at most: what is fetched counts only with the right hash.
 * Resolves to a function that gives the claim back, or to null when another process has it.
 */
export async function claimFolder(folder: string, purpose: string): Promise<(() => Promise<void>) | null> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  return new Promise((resolve) => {
    const claim = createServer()
    claim.once('error', () => resolve(null))
    claim.listen(`\0innerward-${purpose}${name}`, () => {
      claim.unref()
      resolve(
        () =>
          new Promise((closed) => {
            claim.close(() => closed())
          }),
      )
    })
  })
}
