/** Uses every part of the portal over HTTP once and prints how many answers were as expected. */
const base = process.argv[2]
const jar = new Map()

async function call(path, { method = 'GET', form, body } = {}) {
  const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: base }
  if (body) headers['content-type'] = 'application/json'
  const payload = form ? new URLSearchParams(form) : body && JSON.stringify(body)
  const answer = await fetch(base + path, { method, headers, body: payload, redirect: 'manual' })
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (name) jar.set(name, value)
  }
  return answer
}

async function untilReady() {
  let status = 'no answer'
  for (let tries = 0; tries < 3000; tries++) {
    const answer = await fetch(`${base}/api/health`).catch(() => null)
    if (answer?.ok) status = (await answer.json()).status
    if (status === 'ready') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Waited 300 s for the portal to be ready. Last seen: ${status}`)
}

async function signIn(username, password = 'Ward-2026!') {
  jar.clear()
  const { csrfToken } = await (await call('/api/auth/csrf')).json()
  const form = { csrfToken, username, password, json: 'true' }
  return call('/api/auth/callback/credentials', { method: 'POST', form })
}

let expected = 0
const want = (answer, status) => {
  if (answer.status !== status) throw new Error(`${answer.url}: ${answer.status} instead of ${status}`)
  expected += 1
  return answer
}

await untilReady()
want(await call('/login'), 200)
want(await signIn('nobody.here', 'wrong'), 401)
want(await signIn('doctor.li'), 200)
want(await call('/consult'), 200)
want(await call('/api/status'), 200)
const asked = want(
  await call('/api/consult/runs', { method: 'POST', body: { question: '突发胸痛如何鉴别？' } }),
  201,
)
const { runId } = await asked.json()
const stream = want(await call(`/api/consult/runs/${runId}/events`), 200)
if (!(await stream.text()).includes('event: done')) throw new Error('the answer did not end')
want(await call('/api/consult/runs', { method: 'POST', body: {} }), 400)
want(await signIn('head.chen'), 200)
want(await call('/usage'), 200)
want(await call('/api/usage'), 200)
want(await signIn('auditor.zhou'), 200)
want(await call('/audit'), 200)
want(await call('/api/audit'), 200)
want(await call('/api/audit/verify', { method: 'POST', body: {} }), 200)
want(await signIn('secadmin.sun'), 200)
want(await call('/api/admin/users'), 200)
want(await signIn('sysadmin.zhao'), 200)
want(await call('/api/admin/system'), 200)
process.stdout.write(String(expected))
