import 'server-only'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileSettings, statePath } from '@/lib/config/env'

/** A user that no account and no container range of a common system has; the engine process of a portal run by root is it. */
export const ENGINE_UID = 64_998

/** How well the engine process is kept apart from the portal. */
export type Confinement =
  /** No network, no file of the portal but models and releases, no capability; as root also another user. */
  | 'full'
  /** The same, but as the user of the portal although that is root: another user could not read program or model. */
  | 'same_user'
  /** This machine gives no namespaces: the process reaches what the portal reaches. */
  | 'none'

/**
 * What the engine needs of the state folder: folders as they are, files as copies in memory that it may change. Everything else
 * there is hidden from it, what is added later too.
 */
const KEPT = {
  folders: ['models', 'eval', 'releases'],
  files: ['models.json', 'model-hashes.json', 'model-choice.json'],
}

/**
 * Hides the state folder and the files of secrets, drops every capability, and becomes the command. `$1` is the state
 * folder, `$2` the arguments of setpriv; the files to hide follow up to `--`, then the command.
 */
const SCRIPT = `set -e
state=$1 user=$2; shift 2
mount --make-rprivate /
while [ "$1" != -- ]; do mount -c --bind /dev/null "$1"; shift; done
shift
back=$PWD
cd "$state"
mount -t tmpfs -o mode=1777,size=1m tmpfs "$state"
for name in ${KEPT.folders.join(' ')}; do
  if [ -d "./$name" ]; then mkdir "$state/$name"; mount -c --bind "./$name" "$state/$name"; fi
done
for name in ${KEPT.files.join(' ')}; do
  if [ -f "./$name" ]; then cat "./$name" > "$state/$name"; chmod 666 "$state/$name"; fi
done
cd "$back"
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all $user "$@"`

const isRoot = (): boolean => process.getuid?.() === 0

/** The command in its confinement; nothing before it where there is none to be had. */
export function confined(command: readonly string[], confinement: Confinement): string[] {
  if (confinement === 'none') return [...command]
  const ownUser = isRoot() && confinement === 'full'
  const user = ownUser ? `--reuid=${ENGINE_UID} --regid=${ENGINE_UID} --clear-groups` : ''
  const namespaces = ['--net', '--mount', ...(isRoot() ? [] : ['--map-root-user'])]
  const hidden = fileSettings().filter((file) => existsSync(file))
  return [
    'unshare',
    ...namespaces,
    '--',
    'sh',
    '-c',
    SCRIPT,
    'sh',
    statePath(),
    user,
    ...hidden,
    '--',
    ...command,
  ]
}

/** True when a command runs to a good end in a confinement. */
function runs(command: readonly string[], confinement: Confinement): boolean {
  const [program = '', ...args] = confined(command, confinement)
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

/** The best confinement this machine gives a process that must read these files. */
export function bestConfinement(needed: readonly string[]): Confinement {
  const readable = [
    'sh',
    '-c',
    'for file; do [ -r "$file" ] || exit 1; done',
    'sh',
    ...needed.map((file) => path.resolve(file)),
  ]
  if (runs(readable, 'full')) return 'full'
  if (isRoot() && runs(readable, 'same_user')) return 'same_user'
  return 'none'
}
