#!/usr/bin/env bash
# Installs, asks, upgrades and rolls back in a bare system, in namespaces without any network but this machine's own, and prints what
# came of each step as JSON. Started by: unshare --net --mount --pid --fork --kill-child bash in-bare-root.sh ROOT FORMER LATER KEY VISIT RESTORES
# ROOT holds the system, FORMER is an unpacked bundle, LATER an archive of a later one, KEY the fingerprint, VISIT what asks. RESTORES is yes
# where a rollback that must restore the backup is tried too, else no.
set -euo pipefail
root=$1 former=$2 later=$3 key=$4 visit=$5 restores=$6
source "$(dirname "$0")/../../commands/count-packets.sh"

mount --bind "$root" "$root"
mkdir -p "$root"/{proc,dev,tmp,mnt,media/former,usr/local/bin}
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind -o ro "$former" "$root/media/former"
touch "$root/media/later.tar.zst"
mount --bind -o ro "$later" "$root/media/later.tar.zst"
printf 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n' > "$root/etc/resolv.conf"
log=$root/tmp/portal.log

step() { printf '%s\n' "$*" >&2; }
# Makes the system the root of a mount namespace, as it is of a machine: a chroot would be given no namespaces of its own. Nothing of
# the environment of who runs this goes along.
enter() {
  exec env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin unshare --mount sh -c '
    cd "$0"
    pivot_root . mnt
    cd /
    umount -l /mnt
    exec "$@"
  ' "$root" "$@"
}
run() { (enter "$@") >> "$log" 2>&1 || { tail -n 40 "$log" >&2; step "failed: $*"; exit 1; }; }
served=
serve_and_visit() {
  step "$1: starting"
  enter innerward start >> "$log" 2>&1 &
  portal=$!
  if ! visited=$(node "$visit" http://localhost:6006); then
    tail -n 40 "$log" >&2
    exit 1
  fi
  uid=$(awk '/^Uid:/ { print $2 }' "$root/proc/$portal/status")
  kill -TERM "$portal"
  wait "$portal" && code=0 || code=$?
  served="$served${served:+,}\"$1\":{\"visited\":$visited,\"uid\":$uid,\"code\":$code}"
}
state=$root/var/lib/innerward
lowest() { od -An -j60 -N4 -t u1 "$state/innerward.db" | awk '{ print $1 * 16777216 + $2 * 65536 + $3 * 256 + $4 }'; }

step 'installing'
run sh /media/former/install.sh --key-fingerprint "$key"
# No session may lock itself while a busy machine writes its answer; these also show that the settings file is read.
printf 'LOCK_AFTER_SECONDS=3600\nSESSION_IDLE_SECONDS=28800\n' >> "$root/etc/innerward/innerward.env"
serve_and_visit installed
step 'upgrading'
run innerward upgrade /media/later.tar.zst
upgraded=$(readlink "$root/opt/innerward/current")
serve_and_visit upgraded
lowest=$(lowest)
step 'rolling back'
run innerward rollback
rolled=$(readlink "$root/opt/innerward/current")
serve_and_visit rolledBack
step 'telling systemd which addresses are needed'
run innerward check --write-unit --clients 10.20.0.0/16
part=$root/etc/systemd/system/innerward.service.d/network.conf
unit="$(stat -c %u "$part") $(sed -n 's/^IPAddressAllow=\(..*\)/\1/p' "$part" | paste -sd ' ')"

restored=null
if [ "$restores" = yes ]; then
  step 'upgrading to a version whose database the former one cannot open'
  run innerward upgrade /media/later.tar.zst
  number=$(awk -F. '{ print $1 * 1000000 + $2 * 1000 + $3 }' <<< "$upgraded")
  printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $((number >> 24)) $((number >> 16 & 255)) $((number >> 8 & 255)) $((number & 255)))" |
    dd of="$state/innerward.db" bs=1 seek=60 conv=notrunc status=none
  serve_and_visit upgradedAgain
  step 'rolling back: first it only tells'
  if (enter innerward rollback) >> "$log" 2>&1; then step 'a rollback that restores went on without a name'; exit 1; fi
  [ "$(readlink "$root/opt/innerward/current")" = "$upgraded" ]
  told=$(grep -c 'innerward rollback --name' "$log")
  run innerward rollback --name 张工
  [ "$(readlink "$root/opt/innerward/current")" = "$rolled" ]
  serve_and_visit afterRestore
  # One record for the visit of the later version, which only the mirror still had.
  detail=$(cat "$state"/audit-mirror/*.jsonl | grep '"event":"backup.restored"' | tail -n1 | node -e '
    const line = JSON.parse(require("node:fs").readFileSync(0, "utf8")), { name, lost, replayed } = JSON.parse(line.detail)
    process.stdout.write(JSON.stringify({ name, lost, replayed: replayed > 0 }))
  ')
  restored="{\"told\":$((told > 0)),\"record\":$detail}"
fi
packets=$(left)
# The control must be counted, else the zero above proves nothing.
node -e 'fetch("http://198.51.100.7/", { signal: AbortSignal.timeout(500) }).catch(() => {})' || true
control=$(($(left) - packets))
backups=$(ls "$state/backups" | grep -c '^innerward-.*Z$')
account=$(awk -F: '$1 == "innerward" { print $3 }' "$root/etc/passwd")
printf '{%s,"account":%s,"versions":["%s","%s"],"lowest":%s,"unit":"%s","restored":%s,"backups":%s,"packets":%s,"control":%s}\n' \
  "$served" "$account" "$upgraded" "$rolled" "$lowest" "$unit" "$restored" "$backups" "$packets" "$control"
