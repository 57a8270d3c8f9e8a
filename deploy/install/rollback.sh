#!/bin/sh
# Goes back to the version before the last upgrade: `innerward rollback --name NAME`. Needs nothing of the version that it leaves.
set -eu
umask 022
. "$(dirname "$(readlink -f "$0")")/common.sh"

usage() { fail "用法：innerward rollback --name 姓名" "Usage: innerward rollback --name NAME" 2; }
name=
while [ $# -gt 0 ]; do
  case $1 in
    --name) name=${2:-}; shift ;;
    *) usage ;;
  esac
  shift
done

need_root
leaving=$(version_of current)
back=$(version_of previous)
if [ -z "$back" ] || [ ! -d "$PREFIX/$back" ] || [ "$back" = "$leaving" ]; then
  fail "没有可退回的版本。" "There is no version to go back to."
fi
lowest=$(lowest_code)
restores=no
if [ -n "$lowest" ] && older "$back" "$lowest"; then restores=yes; fi
if [ "$restores" = yes ]; then
  backup=$(awk -F '\t' -v from="$back" -v to="$leaving" '$2 == from && $3 == to { last = $4 } END { print last }' "$SETTINGS/upgrades")
  { [ -n "$backup" ] && [ -d "$backup" ]; } || fail \
    "数据库只能由 $lowest 或更新的版本打开，且没有升级前的备份，不能退回。" \
    "The database can be opened by version $lowest or newer only, and there is no backup from before the upgrade: no way back."
  [ -n "$name" ] || fail \
    "退回 $back 须恢复升级前的备份 $backup，其后的角色、模板与资料改动将丢失。确认请运行：innerward rollback --name 您的姓名" \
    "Going back to $back restores the backup $backup; later changes of roles, templates and documents will be lost. To confirm: innerward rollback --name YOUR-NAME"
fi
was_running=no
! is_running || was_running=yes
if has_systemd; then
  [ "$was_running" = no ] || systemctl stop innerward
elif in_use; then
  fail "院内智询正在运行。请先停止它。" "Innerward is running. Stop it first."
fi
if [ "$restores" = yes ]; then
  say "正在恢复升级前的备份…" "Restoring the backup from before the upgrade …"
  as_portal "$PREFIX/$back/bin/innerward" restore "$backup" --name "$name" --reason backup_restored --accept-gap || fail \
    "备份未能恢复，仍为版本 $leaving。" "The backup could not be restored; version $leaving stays."
  say "请核对此后改动过的角色、模板、策略与院内资料。" "Check roles, templates, policies and documents that were changed since."
fi
point current "$back"
rm -f "$PREFIX/previous"
[ ! -d "$(dirname "$UNIT")" ] || install -m 0644 "$PREFIX/$back/bin/innerward.service" "$UNIT"
! has_systemd || systemctl daemon-reload
printf '%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$leaving" "$back" rollback >> "$SETTINGS/upgrades"
say "已退回版本 $back。版本 $leaving 的程序仍在 $PREFIX/$leaving。" \
  "Back at version $back. The program of $leaving is still in $PREFIX/$leaving."
[ "$was_running" = no ] || start_and_wait
