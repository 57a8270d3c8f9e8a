#!/usr/bin/env bash
# Runs the portal in a network namespace that holds this machine alone, counts every packet that wants to leave, and
# prints the counts as JSON. Must be started by: unshare --net --mount bash commands/prove-egress.sh STATE_DIR PORT NODE
set -euo pipefail
state=$1 port=$2 node=$3
# Without this resolver a local name server would hide lookups.
printf 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n' > "$state/resolv.conf"
mount --bind "$state/resolv.conf" "$(readlink -f /etc/resolv.conf)"
source "$(dirname "$0")/count-packets.sh"

PORT=$port STATE_DIR=$state CPU_THREADS=1 "$node" scripts/start.mjs > "$state/portal.log" 2>&1 &
portal=$!
trap 'kill $portal 2>/dev/null; wait $portal 2>/dev/null || true' EXIT
visited=$("$node" commands/visit-portal.mjs "http://localhost:$port")
portal_left=$(left)
# The controls must be counted, else the zero above proves nothing.
"$node" -e 'fetch("http://198.51.100.7/", { signal: AbortSignal.timeout(500) }).catch(() => {})' || true
tcp=$(($(left) - portal_left))
"$node" -e 'require("node:dns").lookup("hospital.example", () => {})' || true
dns=$(($(left) - portal_left - tcp))
printf '{"visited":%s,"portal":%s,"tcpControl":%s,"dnsControl":%s}\n' "$visited" "$portal_left" "$tcp" "$dns"
