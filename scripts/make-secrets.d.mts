export function makeSecrets(stateDir: string): void
