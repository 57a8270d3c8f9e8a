import { expect, test } from 'vitest'
import { proxyFor } from '@/lib/inference/models/fetch/proxy'

test.each([
  ['https://a.test/x', {}, null],
  ['https://a.test/x', { HTTPS_PROXY: 'http://proxy:8080' }, 'http://proxy:8080/'],
  ['https://a.test/x', { https_proxy: 'proxy:8080' }, 'http://proxy:8080/'],
  ['http://a.test/x', { HTTPS_PROXY: 'http://proxy:8080' }, null],
  ['http://a.test/x', { HTTP_PROXY: 'http://proxy:8080', NO_PROXY: 'b.test' }, 'http://proxy:8080/'],
  ['http://a.test/x', { HTTP_PROXY: 'http://proxy:8080', NO_PROXY: 'b.test, a.test' }, null],
  ['http://x.a.test/', { HTTP_PROXY: 'http://proxy:8080', no_proxy: '.a.test' }, null],
  ['http://xa.test/', { HTTP_PROXY: 'http://proxy:8080', no_proxy: '*.a.test' }, 'http://proxy:8080/'],
  ['http://a.test/', { HTTP_PROXY: 'http://proxy:8080', NO_PROXY: '*' }, null],
])('%s with %j goes through %s', (url, env, proxy) => {
  expect(proxyFor(new URL(url), env)?.href ?? null).toBe(proxy)
})
