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
/** What a file of settings may hold for the programs below the portal: Node, its libraries, the graphics card's driver. */
const BELOW =
  /^(TZ|LANG|LANGUAGE|LC_\w+|PATH|HOME|TMPDIR|(NODE|UV|LD|CUDA|NVIDIA|GGML|OMP|MALLOC|PIP|SSL|OPENSSL|XDG)_\w+|(https?|no|all)_proxy)$/i
/** Shorter names are near too many others. */
const LEAST_LENGTH = 8
/** Slips of the keyboard that still mean a name. */
const NEAR = 2

const KNOWN = Object.keys(settingsSchema.shape)

/** The known name that is fewest letters away, whatever their case, and how many. */
const nearestTo = (name: string): { each: string; far: number } =>
  KNOWN.map((each) => ({ each, far: editDistance(name.toUpperCase(), each) })).reduce((a, b) =>
    b.far < a.far ? b : a,
  )

const meant = (name: string, each: string): SettingFault =>
  faultOf(name, [`没有这个设置，是否指 ${each}？`, `is no setting of the portal; did you mean ${each}?`])

/** Whether a name of the environment is meant for the portal though it does not know it. */
const isSlip = (name: string): boolean =>
  !KNOWN.includes(name) &&
  !FOREIGN.test(name) &&
  (FAMILIES.test(name) || (name.length >= LEAST_LENGTH && nearestTo(name).far <= NEAR))

/**
 * The given names that the portal does not know though they are meant for it, each with the nearest name it knows: those of
 * its own families, and those that are a slip away from a known name. Other programs' variables are none of its business.
 */
export const unknownNames = (given: GivenSettings): SettingFault[] =>
  Object.keys(given)
    .filter(isSlip)
    .map((name) => meant(name, nearestTo(name).each))

/**
 * The names of a file of settings that nothing reads, besides those that `unknownNames` tells of wherever they stand: the file is
 * the portal's alone, and a short slip (PROT for PORT) or a name of another product is a mistake in it.
 */
export const strayNames = (names: readonly string[]): SettingFault[] =>
  names
    .filter((name) => !KNOWN.includes(name) && !BELOW.test(name) && !isSlip(name))
    .map((name) => {
      const { each, far } = nearestTo(name)
      return far <= NEAR
        ? meant(name, each)
        : faultOf(name, [
            '不是本系统的设置，不起作用。请去掉',
            'is no setting of the portal and has no effect. Remove it',
          ])
    })
