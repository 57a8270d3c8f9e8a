#!/usr/bin/env bash
# Runs the portal in a network namespace that holds this machine alone, counts every packet that wants to leave, and
# prints the counts as JSON. Must be started by: unshare --net --mount bash commands/prove-egress.sh STATE_DIR PORT NODE
set -euo pipefail
state=$1 port=$2 node=$3
ip link set lo up
# Without a route a packet dies before it is counted; without this resolver a local name server would hide lookups.
ip route add default dev lo
ip -6 route add default dev lo 2>/dev/null || true
printf 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n' > "$state/resolv.conf"
mount --bind "$state/resolv.conf" "$(readlink -f /etc/resolv.conf)"
nft add table inet egress
nft add counter inet egress left
nft add chain inet egress out '{ type filter hook output priority 0; policy accept; }'
nft add rule inet egress out ip daddr != 127.0.0.0/8 counter name left drop
nft add rule inet egress out ip6 daddr != ::1 counter name left drop
left() { nft list counter inet egress left | grep -o 'packets [0-9]*' | cut -d' ' -f2; }

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
