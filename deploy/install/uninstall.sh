#!/bin/sh
# Removes Innerward: `innerward uninstall [--purge]`. Settings, data and models stay unless --purge is given.
set -eu
. "$(dirname "$(readlink -f "$0")")/common.sh"

purge=no
case ${1:-} in
  '') ;;
  --purge) purge=yes ;;
  *) fail "用法：innerward uninstall [--purge]" "Usage: innerward uninstall [--purge]" 2 ;;
esac
need_root
if has_systemd; then
  systemctl --quiet disable --now innerward 2> /dev/null || true
elif in_use; then
  fail "院内智询正在运行。请先停止它。" "Innerward is running. Stop it first."
fi
rm -f "$UNIT"
rm -rf "$UNIT.d"
! has_systemd || systemctl daemon-reload
[ "$(readlink /usr/local/bin/innerward 2> /dev/null || true)" != "$PREFIX/current/bin/innerward" ] || rm -f /usr/local/bin/innerward
rm -rf "$PREFIX"
if [ "$purge" = yes ]; then
  rm -rf "$STATE" "$SETTINGS"
  ! id innerward > /dev/null 2>&1 || userdel innerward
  say "已卸载，设置与全部数据已删除。" "Removed, with settings and all data."
else
  say "已卸载。设置（$SETTINGS）与数据、密钥、模型（$STATE）仍在；全部删除：--purge" \
    "Removed. Settings ($SETTINGS) and data, keys and models ($STATE) are still there; --purge would delete them too."
fi
