export declare const WRONG_SETTINGS: 78
export function say(zh: string, en: string): void
export function fail(zh: string, en: string, code?: number): never
export function giveUp(zh: string, en: string, code?: number): never
