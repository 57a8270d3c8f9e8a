export function say(zh: string, en: string): void
export function fail(zh: string, en: string): never
export function giveUp(zh: string, en: string): never
