import 'server-only'
import { settingsSchema } from '@/lib/config/settings/schema/settings-schema'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'
import { editDistance } from '@/lib/shared/edit-distance'

/** Names that begin so are the portal's alone on its server; a name of these families that it does not know is a mistake. */
const FAMILIES =
  /^(LDAP|TRUSTED|SESSION|TLS|AUDIT|BACKUP|DIRECTORY|ENGINE|GPU|KV|LOCK|METRICS|WATCHDOG|EVALUATION)_/
/** What others put under such names: desktops, systemd, container platforms (a service called "ldap"), drivers of AMD. */
const FOREIGN =
  /^SESSION_MANAGER$|^WATCHDOG_(USEC|PID)$|_SERVICE_(HOST|PORT)|_PORT(_\d|$)|_ENV_|^GPU_(DEVICE_ORDINAL|MAX_|SINGLE_|FORCE_)/
/** Shorter names are near too many others. */
const LEAST_LENGTH = 8
/** Slips of the keyboard that still mean a name. */
const NEAR = 2

/**
 * The given names that the portal does not know though they are meant for it, each with the nearest name it knows: those of
 * its own families, and those that are a slip away from a known name. Other programs' variables are none of its business.
 */
export function unknownNames(given: GivenSettings): SettingFault[] {
  const known = Object.keys(settingsSchema.shape)
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !FOREIGN.test(name))
    .flatMap((name) => {
      const [nearest] = known
        .map((each) => ({ each, far: editDistance(name, each) }))
        .sort((a, b) => a.far - b.far)
      if (!nearest) return []
      const slip = name.length >= LEAST_LENGTH && nearest.far <= NEAR
      if (!slip && !FAMILIES.test(name)) return []
      const { each } = nearest
      return [
        faultOf(name, [
          `没有这个设置，是否指 ${each}？`,
          `is no setting of the portal; did you mean ${each}?`,
        ]),
      ]
    })
}
