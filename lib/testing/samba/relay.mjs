// Carries connections between network namespaces, which share the file system: node relay.mjs LISTEN CONNECT, each a
// loopback port or the path of a socket. Port 0 is any free one; the port is printed.
import net from 'node:net'

const [listen = '', connect = ''] = process.argv.slice(2)
const where = (text) => (/^\d+$/.test(text) ? { port: Number(text), host: '127.0.0.1' } : { path: text })

const server = net.createServer((near) => {
  const far = net.connect(where(connect))
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ]) {
    socket.on('error', () => other.destroy()).on('close', () => other.destroy())
    socket.pipe(other)
  }
})
server.listen(where(listen), () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : address}\n`)
})
