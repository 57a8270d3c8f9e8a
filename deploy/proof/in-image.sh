#!/usr/bin/env bash
# Runs an unpacked image as its configuration says: its account, a read-only root, one volume, no right and no network but this machine's
# own; asks, and prints what came of it as JSON. Started by: unshare --net --mount --pid --fork --kill-child bash in-image.sh ROOT STATE VISIT USER ENV… -- COMMAND…
set -euo pipefail
root=$1 state=$2 visit=$3 user=$4
shift 4
source "$(dirname "$0")/../../commands/count-packets.sh"

mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$state" "$root/var/lib/innerward"
mount -o remount,bind,ro "$root"
# No session may lock itself while a busy machine writes its answer.
environment=(LOCK_AFTER_SECONDS=3600 SESSION_IDLE_SECONDS=28800)
while [ "$1" != -- ]; do environment+=("$1"); shift; done
shift
rights="--reuid=${user%:*} --regid=${user#*:} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all"
enter() {
  # The path of an image names no folder of the administrator's programs.
  exec env -i "${environment[@]}" RIGHTS="$rights" PIVOT="$(command -v pivot_root)" unshare --mount sh -c '
    cd "$0"
    "$PIVOT" . mnt
    cd /
    umount -l /mnt
    exec setpriv $RIGHTS env -u RIGHTS -u PIVOT "$@"
  ' "$root" "$@"
}
log=$(mktemp)
enter "$@" >> "$log" 2>&1 &
portal=$!
if ! visited=$(node "$visit" http://localhost:6006); then
  tail -n 40 "$log" >&2
  exit 1
fi
(enter /opt/innerward/current/bin/healthcheck) && healthy=0 || healthy=$?
(enter sh -c 'touch /opt/innerward/x /etc/x /x' 2> /dev/null) && writes=0 || writes=$?
uid=$(awk '/^Uid:/ { print $2 }' "$root/proc/$portal/status")
kill -TERM "$portal"
wait "$portal" && code=0 || code=$?
packets=$(left)
printf '{"visited":%s,"healthy":%s,"writes":%s,"uid":%s,"code":%s,"packets":%s}\n' \
  "$visited" "$healthy" "$writes" "$uid" "$code" "$packets"
