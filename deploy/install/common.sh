# Read by install.sh, uninstall.sh and rollback.sh: places, sentences in both languages, and what several of them do.
PREFIX=/opt/innerward
SETTINGS=/etc/innerward
STATE=/var/lib/innerward
UNIT=/etc/systemd/system/innerward.service
LEAST_GLIBC=2.34

say() { printf '%s\n%s\n' "$1" "$2"; }
fail() {
  printf '\n%s\n%s\n' "$1" "$2" >&2
  exit "${3:-1}"
}

need_root() {
  [ "$(id -u)" = 0 ] || fail "请以 root 运行。" "Run this as root."
}

# Gives up where the settings keep the state elsewhere: backup, version and room would be looked for in the wrong place, and the unit
# lets the service write to STATE alone. Another disk is mounted there instead.
check_state() {
  own=$(sed -n 's/^ *\(export  *\)\{0,1\}STATE_DIR *= *//p' "$SETTINGS/innerward.env" 2> /dev/null | tr -d "\"'\r" | tail -n1)
  [ -z "$own" ] || [ "${own%/}" = "$STATE" ] || fail \
    "设置中的 STATE_DIR 为 $own：安装的版本把数据放在 $STATE。请去掉这一行，并把另一块磁盘挂载到 $STATE。未作任何改动。" \
    "STATE_DIR in the settings is $own: an installed version keeps its data in $STATE. Remove the line and mount the other disk at $STATE. Nothing was changed."
}

has_systemd() { [ -d /run/systemd/system ]; }
is_running() { has_systemd && systemctl --quiet is-active innerward; }

# The version that a link of PREFIX points to; nothing where there is none.
version_of() { [ -L "$PREFIX/$1" ] && basename "$(readlink "$PREFIX/$1")" || true; }

# Whether version $1 is older than version $2 (semver without suffixes).
older() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n1)" = "$1" ]; }

# Lets `current` or `previous` name another version, in one step.
point() {
  ln -sfn "$2" "$PREFIX/.$1.new"
  mv -T "$PREFIX/.$1.new" "$PREFIX/$1"
}

# The lowest version that may open the database: 1000000 major + 1000 minor + patch, in its header (PRAGMA user_version).
lowest_code() {
  [ -f "$STATE/innerward.db" ] || return 0
  set -- $(od -An -j60 -N4 -t u1 "$STATE/innerward.db")
  number=$((($1 << 24) + ($2 << 16) + ($3 << 8) + $4))
  [ "$number" = 0 ] || printf '%s.%s.%s\n' $((number / 1000000)) $((number / 1000 % 1000)) $((number % 1000))
}

free_kib() { df -Pk "$1" | awk 'NR == 2 { print $4 }'; }
size_kib() { du -sk "$@" 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'; }

# Gives up where the disk of folder $1 has less than $2 KiB left.
need_room() {
  free=$(free_kib "$1")
  [ "$free" -ge "$2" ] || fail \
    "$1 所在磁盘空间不足：需要 $(($2 / 1024)) MiB，剩余 $((free / 1024)) MiB。未作任何改动。" \
    "Too little space on the disk of $1: $(($2 / 1024)) MiB needed, $((free / 1024)) MiB free. Nothing was changed."
}

# Runs a command of an installed version as the portal's user, outside of any service.
as_portal() {
  setpriv --reuid=innerward --regid=innerward --clear-groups env HOME="$STATE" "$@"
}

# Whether a portal holds the state folder: it keeps an exclusive lock on lock.db as long as it lives.
in_use() {
  [ -f "$STATE/lock.db" ] || return 1
  inode=$(stat -c %i "$STATE/lock.db")
  grep -q "POSIX.*WRITE.*:$inode " /proc/locks 2>/dev/null
}

start_and_wait() {
  has_systemd || return 0
  systemctl start innerward || fail \
    "服务未能启动。原因：journalctl -u innerward -n 50。退回上一版本：innerward rollback" \
    "The service did not start. Why: journalctl -u innerward -n 50. Back to the last version: innerward rollback"
}
