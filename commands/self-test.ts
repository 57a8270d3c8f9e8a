import Database from 'better-sqlite3'
import { getLlama } from 'node-llama-cpp'
import { fail, say } from '@/scripts/sentence.mjs'

/** `innerward self-test`: whether Node, the database and the engine of this release are loaded on this machine. Opens no file of the state. */
try {
  new Database(':memory:').prepare('SELECT 1').get()
  await getLlama({ gpu: false, build: 'never', skipDownload: true })
} catch (error) {
  fail(
    `本机不能运行数据库或推理引擎：${String(error)}`,
    `Database or engine do not run on this machine: ${String(error)}`,
  )
}
say('程序可在本机运行。', 'The program runs on this machine.')
process.exit(0)
