/**
 * Keeps Next from printing errors: it prints them whole, and a message may quote a person. `instrumentation.ts` logs the same
 * ones by their number, class and place.
 */
export function quietNext(): void {
  /* oxlint-disable no-console -- this is about what others print */
  const print = console.error
  console.error = (...parts: unknown[]) => {
    if (!parts.some((part) => part instanceof Error)) print(...parts)
  }
  /* oxlint-enable no-console */
}
