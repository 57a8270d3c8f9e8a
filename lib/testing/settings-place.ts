import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { checkSettings } from '@/lib/config/settings/check-settings'

type Given = () => Record<string, string>
/** A name, what is given, the settings that are at fault, and a piece of the English sentence that says how. */
export type WrongSettings = [name: string, given: Given, names: string[], sentence: string]

interface SettingsPlace {
  dir: string
  at: (name: string) => string
  /** The faults of what is given, with this folder for the state. */
  check: (given: Record<string, string>) => ReturnType<typeof checkSettings>
  /** Settings of a directory without a fault, and what is given. */
  directory: (given?: Record<string, string>) => Record<string, string>
  /** Expects one fault, told in one sentence of each language. */
  expectSentence: (given: Given, names: string[], sentence: string) => Promise<void>
  remove: () => void
}

/** A folder for settings to be tried in, with a file of a password. */
export function createSettingsPlace(): SettingsPlace {
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-settings-'))
  const at = (name: string): string => path.join(dir, name)
  writeFileSync(at('password'), 'secret', { mode: 0o600 })
  const check = (given: Record<string, string>) => checkSettings({ STATE_DIR: dir, ...given }, dir)
  return {
    dir,
    at,
    check,
    directory: (given = {}) => ({
      LDAP_URL: 'ldaps://dc1.hospital.internal',
      LDAP_BASE_DN: 'dc=hospital,dc=internal',
      LDAP_BIND_DN: 'cn=portal,dc=hospital,dc=internal',
      LDAP_BIND_PASSWORD_FILE: at('password'),
      NEXTAUTH_URL: 'https://innerward.hospital.internal',
      ...given,
    }),
    expectSentence: async (given, names, sentence) => {
      const faults = await check(given())
      expect(faults).toEqual([
        { names, zh: expect.stringMatching(/[一-龥]/) as string, en: expect.any(String) as string },
      ])
      expect(faults[0]?.en).toContain(sentence)
    },
    remove: () => rmSync(dir, { recursive: true }),
  }
}
