import type { BlockList } from 'node:net'

export function trustedProxies(text: string | undefined): BlockList | null
export function isTrusted(address: string | undefined, trusted: BlockList | null): boolean
export function clientAddress(
  request: { socket: string | undefined; headers: Readonly<Record<string, string | undefined>> },
  trusted: BlockList | null,
): string
