import { createServer } from 'node:net'
import { giveUp } from '@/scripts/sentence.mjs'

/** Gives up with a sentence when another program listens where the portal is to listen. */
export async function checkPort(port: number, host: string): Promise<void> {
  const taken = await new Promise<string | null>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
  if (taken === 'EADDRINUSE') {
    giveUp(
      `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口：PORT=6007 npm start`,
      `Port ${port} is taken. Stop the program that uses it, or choose another: PORT=6007 npm start`,
    )
  }
  if (taken === 'EACCES') {
    giveUp(
      `本用户不可使用端口 ${port}。请换一个 1024 以上的端口：PORT=6007 npm start`,
      `This user may not use port ${port}. Choose one above 1024: PORT=6007 npm start`,
    )
  }
  if (taken) {
    giveUp(
      `无法在 ${host} 的端口 ${port} 上监听（${taken}）。请检查 HOST 与 PORT。`,
      `Port ${port} of ${host} cannot be listened on (${taken}). Check HOST and PORT.`,
    )
  }
}
