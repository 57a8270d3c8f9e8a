export function requireState(): string
