#!/usr/bin/env bash
# Makes a Samba Active Directory domain and serves it in a network of its own, reached through sockets in DIR. Must be
# started by: unshare --net --mount --uts --pid --fork --kill-child --mount-proc bash controller.sh DIR PASSWORD
set -euo pipefail
dir=$1 password=$2
here=$(dirname "$0")
ip link set lo up
# A domain controller wants an address that is not loopback.
ip address add 198.51.100.1/24 dev lo
hostname dc1
samba-tool domain provision --realm=HOSPITAL.TEST --domain=HOSPITAL --adminpass="$password" --server-role=dc \
  --dns-backend=NONE --host-name=dc1 --host-ip=198.51.100.1 --targetdir="$dir/domain"
conf=$dir/domain/etc/smb.conf
sed -i '/server services =/d; /log file =/d' "$conf"
sed -i "s#^\[global\]#&\n server services = ldap\n pid directory = $dir\n log file = $dir/samba.log\n tls cafile = $dir/ca.pem\n tls certfile = $dir/server.pem\n tls keyfile = $dir/server.key#" "$conf"
samba-tool domain passwordsettings set --configfile="$conf" \
  --account-lockout-threshold=3 --history-length=0 --min-pwd-age=0
node "$here/relay.mjs" "$dir/ldap.sock" 389 &
node "$here/relay.mjs" "$dir/ldaps.sock" 636 &
exec samba --interactive --model=single --configfile="$conf"
