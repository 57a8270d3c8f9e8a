import { giveUp } from '@/scripts/sentence.mjs'

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException & { path: string } =>
  error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string'

/**
 * From here on what nobody foresaw ends the start with a sentence: a file that cannot be read or written is named with what the system
 * says of it; for anything else the stack, which whoever mends it needs, stands before the sentence.
 */
export function tellUnexpected(): void {
  process.once('uncaughtException', (error: unknown) => {
    if (isOfSystem(error)) {
      const { code = 'unknown', path } = error
      giveUp(
        `${path} 无法读写（${code}）。请检查磁盘空间与权限，或运行 innerward check。`,
        `${path} cannot be read or written (${code}). Check the disk space and the permissions, or run innerward check.`,
      )
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    giveUp(
      '出现了意外错误，见上。请运行 innerward check；仍不能启动，请把以上内容交给维护人员。',
      'Something unexpected went wrong; see above. Run innerward check; if it still does not start, give the lines above to support.',
    )
  })
}
