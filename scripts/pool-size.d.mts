export function poolSize(env: Readonly<Record<string, string | undefined>>, hasNvidia?: () => boolean): string
