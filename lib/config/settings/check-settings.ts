import 'server-only'
import { combinationFaults } from '@/lib/config/settings/combination-faults'
import type { GivenSettings, SettingFault } from '@/lib/config/settings/fault'
import { fieldFaults } from '@/lib/config/settings/field-faults'
import { fileFaults, type Readers } from '@/lib/config/settings/file-faults'
import { hostFaults } from '@/lib/config/settings/host-faults'
import { stateFaults } from '@/lib/config/settings/state-faults'
import { tlsFaults } from '@/lib/config/settings/tls-faults'
import { unknownNames } from '@/lib/config/settings/unknown-names'

type Environment = Readonly<Record<string, string | undefined>>

const givenIn = (environment: Environment): GivenSettings =>
  Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])))

/** What is wrong with the texts of the settings alone, whatever the machine has; some may be told of a name twice. */
export function faultsOfValues(environment: Environment): SettingFault[] {
  const given = givenIn(environment)
  return [...fieldFaults(given), ...combinationFaults(given), ...unknownNames(given)]
}

/** Everything that is wrong with the settings of `environment`, at once. Makes the state folder where it is missing. */
export async function checkSettings(
  environment: Environment,
  root: string,
  readers: Readers = {},
): Promise<SettingFault[]> {
  const given = givenIn(environment)
  const faults = faultsOfValues(environment)
  const named = new Set(faults.flatMap(({ names }) => names))
  const further = [
    // First: it makes the state folder, in which others may lie.
    ...stateFaults(given, root),
    ...fileFaults(given, root, readers),
    ...tlsFaults(given),
    ...(await hostFaults(given)),
  ]
  // A value that is wrong in itself is told once.
  return [...faults, ...further.filter(({ names }) => !names.some((name) => named.has(name)))]
}
