import { existsSync, readFileSync } from 'node:fs'
import { ok, warn, type Finding } from '@/commands/check/finding'
import { networkNeeds, Unresolved, type NetworkNeed } from '@/commands/unit/network-needs'
import { allowedBy } from '@/commands/unit/unit-text'
import { UNIT_PART } from '@/commands/unit/write-unit'
import type { Env } from '@/lib/config/env'

/** Whether a written part of the unit still lets the service speak with all that it needs; users' networks are a person's choice. */
export function unitFinding(text: string, needs: readonly NetworkNeed[]): Finding {
  const allowed = new Set(allowedBy(text))
  const missing = needs
    .filter(({ what }) => what !== 'clients')
    .flatMap(({ name, addresses }) =>
      addresses.filter((address) => !allowed.has(address)).map((address) => `${name} ${address}`),
    )
  if (missing.length === 0) {
    return ok('egress', 'egress-unit', [
      'systemd 只放行设置所需的地址',
      'systemd lets through the addresses that the settings need, and no others',
    ])
  }
  const list = missing.join(', ')
  return warn(
    'egress',
    'egress-unit',
    [`systemd 未放行：${list}`, `systemd does not let through: ${list}`],
    [
      '地址已变更：sudo innerward check --write-unit',
      'The address has changed: sudo innerward check --write-unit',
    ],
  )
}

/** The part of the unit that `--write-unit` wrote, compared with the settings; nothing where none was written. */
export async function checkUnit(settings: Env): Promise<Finding[]> {
  if (!existsSync(UNIT_PART)) return []
  try {
    return [unitFinding(readFileSync(UNIT_PART, 'utf8'), await networkNeeds(settings, []))]
  } catch (error) {
    // A name without an address is told by the area of names.
    if (error instanceof Unresolved) return []
    throw error
  }
}
