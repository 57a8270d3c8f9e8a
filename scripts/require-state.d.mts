export function requireState(): string
export function requireSecrets(): string
