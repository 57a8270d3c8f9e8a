#!/bin/sh
# Goes back to the version before the last upgrade: `innerward rollback [--name NAME] [--accept-gap]`. Where the database has changed in a
# way that the version before cannot open, the backup from before the upgrade is restored and the audit records written since are put back
# from the mirror before anything is served; what was changed since is listed first. Needs nothing of the version that it leaves.
set -eu
umask 022
. "$(dirname "$(readlink -f "$0")")/common.sh"

usage() { fail "用法：innerward rollback [--name 姓名] [--accept-gap]" "Usage: innerward rollback [--name NAME] [--accept-gap]" 2; }
name= gap=--replay-mirror
while [ $# -gt 0 ]; do
  case $1 in
    --name)
      [ $# -ge 2 ] || usage
      name=$2
      shift
      ;;
    --accept-gap) gap=--accept-gap ;;
    *) usage ;;
  esac
  shift
done

need_root
check_state
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
  if [ -z "$name" ]; then
    as_portal "$PREFIX/$back/bin/innerward" restore "$backup" --check || fail \
      "升级前的备份 $backup 不能恢复，不能退回。" "The backup from before the upgrade, $backup, cannot be restored: no way back."
    fail \
      "退回 $back 须恢复升级前的备份 $backup，上面所列的更改将回到从前；审计记录会从镜像放回。确认请运行：innerward rollback --name 您的姓名" \
      "Going back to $back restores the backup $backup and takes back the changes listed above; audit records are put back from the mirror. To confirm: innerward rollback --name YOUR-NAME"
  fi
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
  if ! as_portal "$PREFIX/$back/bin/innerward" restore "$backup" --name "$name" --reason backup_restored "$gap"; then
    [ "$was_running" = no ] || systemctl start innerward || true
    fail "备份未能恢复，仍为版本 $leaving。" "The backup could not be restored; version $leaving stays."
  fi
fi
point current "$back"
rm -f "$PREFIX/previous"
[ ! -d "$(dirname "$UNIT")" ] || install -m 0644 "$PREFIX/$back/bin/innerward.service" "$UNIT"
! has_systemd || systemctl daemon-reload
printf '%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$leaving" "$back" rollback >> "$SETTINGS/upgrades"
say "已退回版本 $back。版本 $leaving 的程序仍在 $PREFIX/$leaving。" \
  "Back at version $back. The program of $leaving is still in $PREFIX/$leaving."
[ "$was_running" = no ] || start_and_wait
