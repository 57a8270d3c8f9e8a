import { expect, test } from 'vitest'
import {
  countOutbound,
  isLoopback,
  parseConnections,
  readableAddress,
} from '@/lib/operations/parse-connections'

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const line = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0 20 4 30 10 -1`

test.each([
  ['0100007F', true],
  ['0200017F', true],
  ['0100000A', false],
  ['00000000000000000000000001000000', true],
  ['0000000000000000FFFF00000100007F', true],
  ['0000000000000000FFFF00000100000A', false],
  ['000080FE000000000000000001000000', false],
])('%s is loopback: %s', (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback)
})

test.each([
  ['0700000A', '10.0.0.7'],
  ['0000000000000000FFFF00000700000A', '10.0.0.7'],
  ['000080FE000000000000000001000000', '000080FE000000000000000001000000'],
])('%s reads %s', (address, readable) => {
  expect(readableAddress(address)).toBe(readable)
})

test('only established connections that this process opened elsewhere count', () => {
  const text = [
    HEAD,
    line('0100000A:1776', '0500000A:C001', '01', 1),
    line('0100000A:C002', '08080808:01BB', '01', 2),
    line('0100000A:C003', '0900000A:027C', '01', 3),
    line('0100007F:C004', '0100007F:1538', '01', 4),
    line('0100000A:C005', '08080808:01BB', '06', 5),
    line('0100000A:C006', '0700000A:01BB', '01', 6),
    line('0100000A:C007', '0000000000000000FFFF00000700000A:01BB', '01', 7),
    '',
  ].join('\n')
  const connections = parseConnections(text)
  expect(connections.map(({ inode }) => inode)).toEqual(['1', '2', '3', '4', '6', '7'])
  const own = { ownPort: 6006, directoryPorts: [636], inferenceServers: new Set(['10.0.0.7:443']) }
  expect(countOutbound(connections, own)).toEqual({
    outboundConnections: 1,
    directoryConnections: 1,
    inferenceConnections: 2,
  })
})
