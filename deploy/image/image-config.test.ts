import { expect, test } from 'vitest'
import { imageConfig } from '@/deploy/image/image-config'

const parts = { version: '0.2.0', createdAt: '2026-11-29T00:00:00Z', layers: ['aa', 'bb'], cuda: false }

test('the image is not root, has one volume and one port, and looks after its health', () => {
  const { config, rootfs } = imageConfig(parts)
  expect(config.User).toBe('990:990')
  expect(Object.keys(config.Volumes)).toEqual(['/var/lib/innerward'])
  expect(Object.keys(config.ExposedPorts)).toEqual(['6006/tcp'])
  expect(config.Healthcheck.Test).toEqual(['CMD', '/opt/innerward/current/bin/healthcheck'])
  expect(config.StopSignal).toBe('SIGTERM')
  expect(rootfs.diff_ids).toEqual(['sha256:aa', 'sha256:bb'])
})

test('a card is asked for by the variant with CUDA alone', () => {
  const asks = (cuda: boolean) =>
    imageConfig({ ...parts, cuda }).config.Env.some((one) => one.startsWith('NVIDIA'))
  expect([asks(false), asks(true)]).toEqual([false, true])
})
