/**
 * The one instance of `name` in this process. Next compiles a module into several bundles, so a module-level
 * variable would exist up to three times; `globalThis` exists once.
 */
export function processSingleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`innerward.${name}`)
  const store = globalThis as unknown as Record<symbol, T | undefined>
  return (store[key] ??= create())
}
