import 'server-only'

/** The cards a model lies on as one name, for example `2 × NVIDIA L4`; null without a card. */
export function nameDevice(names: readonly string[]): string | null {
  const kinds = [...new Set(names)].map((name) => {
    const count = names.filter((other) => other === name).length
    return count > 1 ? `${count} × ${name}` : name
  })
  return kinds.length > 0 ? kinds.join(' + ') : null
}
