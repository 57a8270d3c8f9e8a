import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { asTyped } from '@/commands/callers-folder'
import { fail } from '@/scripts/sentence.mjs'

/** Asks on the terminal without showing what is typed. */
async function ask(question: string): Promise<string> {
  process.stdout.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  const answer = await terminal.question('')
  terminal.close()
  process.stdout.write('\n')
  return answer
}

/** The passphrase from a file (its first line) or from the terminal, where a new one is asked for twice. Gives up without one. */
export async function askPassphrase(
  file: string | undefined,
  { fresh }: { fresh: boolean },
): Promise<string> {
  if (file !== undefined) {
    try {
      return (readFileSync(asTyped(file), 'utf8').split('\n')[0] ?? '').trim()
    } catch {
      fail(`不能读取口令文件 ${file}。`, `The file of the passphrase, ${file}, cannot be read.`)
    }
  }
  if (!process.stdin.isTTY) {
    fail(
      '没有终端可输入口令。请加 --passphrase-file 文件。',
      'There is no terminal to type a passphrase on. Add --passphrase-file FILE.',
    )
  }
  const first = await ask('口令 Passphrase: ')
  if (fresh && (await ask('再输入一次 Again: ')) !== first) {
    fail('两次输入不同。', 'The two differ.')
  }
  return first
}
