export function listenHost(env: Readonly<Record<string, string | undefined>>): {
  host: string
  narrowed: boolean
}
