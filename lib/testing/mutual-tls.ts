import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificate } from '@/lib/testing/certificates'

/** A front on a free port of localhost that takes clients with a certificate of the authority only, and passes them on. */
export async function startMutualTls({
  certificate,
  authority,
  to,
}: {
  certificate: Certificate
  authority: Certificate
  to: string
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const options = {
    cert: readFileSync(certificate.certFile),
    key: readFileSync(certificate.keyFile),
    ca: readFileSync(authority.certFile),
    requestCert: true,
  }
  const server = https.createServer(options, (request, response) => {
    const passed = http.request(new URL(request.url ?? '/', to), {
      method: request.method ?? 'GET',
      headers: request.headers,
    })
    passed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
