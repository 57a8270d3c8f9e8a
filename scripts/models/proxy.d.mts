export function proxyFor(url: URL, env: Record<string, string | undefined>): URL | null
