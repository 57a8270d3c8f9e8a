export function buildInputs(root: string, aside?: readonly string[]): string[]
export function buildFingerprint(options: {
  root: string
  node: string
  env?: Readonly<Record<string, string | undefined>>
}): string
