#!/usr/bin/env bash
# daemons.sh up    starts libvirt unless it answers already, and waits until it does
# daemons.sh down  stops what `up` started here, unless guests still run
# systemctl does the work where systemd runs. Elsewhere, as in containers, virtlogd and libvirtd run under eng/reaper.py.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
PATH=$PATH:/usr/sbin:/sbin
run=/run/nixhost
log=/var/log/libvirt/libvirtd.log

answers() { timeout 20 virsh -c qemu:///system version; }

# A libvirt that runs and refuses this user is not to be started, but to be shared.
require_permission() {
  local said
  said=$(LC_ALL=C answers 2>&1 || true)
  case $said in
    *'Permission denied'* | *'authentication '* | *'system bus connection'*)
      fail "libvirt runs, and the user $(id -un) may not use it" \
        "As root run: adduser $(id -un) libvirt (on NixOS: users.users.$(id -un).extraGroups = [ \"libvirtd\" ]), then log in again." ;;
  esac
}

# libvirt distrusts its capability cache if it can probe /dev/kvm and QEMU's user cannot open it. Each define then runs QEMU some thirty times.
# udev gives the device to the group kvm; without udev nobody has done so.
settle_kvm() {
  if [ ! -c /dev/kvm ]; then
    step "KVM: no /dev/kvm here; guests run under TCG (slower)"
    return
  fi
  if is_root && ! has_systemd && getent group kvm >/dev/null && [ "$(stat -c %G:%a /dev/kvm)" = root:600 ]; then
    chgrp kvm /dev/kvm
    chmod 0660 /dev/kvm
    step "KVM: gave /dev/kvm to the group kvm, as udev does"
  fi
  if ! grep -qE '^flags.*\b(vmx|svm)\b' /proc/cpuinfo; then
    step "KVM: /dev/kvm is there, but the CPU offers no vmx or svm; guests run under TCG (slower)"
  fi
}

# start NAME COMMAND… starts it in the background and keeps its process id, so that `down` stops no daemon of somebody else.
start() {
  local name=$1
  shift
  python3 "$root/eng/reaper.py" "$log" "$@" >"$run/$name.pid"
}

# A daemon in a container does not count, so only this PID namespace is searched.
runs() { pgrep --ns $$ --nslist pid -x "$1" >/dev/null; }

up() {
  settle_kvm
  if answers >/dev/null 2>&1; then
    step "libvirt: up"
    return
  fi
  is_root || require_permission
  if has_systemd; then
    is_root || fail "libvirt does not answer at qemu:///system" "As root run: systemctl start libvirtd"
    quietly "systemctl start libvirtd" systemctl start libvirtd
  else
    is_root || fail "libvirt does not answer at qemu:///system" "As root run: $root/eng/daemons.sh up"
    have libvirtd || fail "there is no libvirtd" "Run: $root/eng/host-packages.sh"
    mkdir -p "$run" "${log%/*}/qemu" /run/libvirt /var/cache/libvirt/qemu
    runs virtlogd || start virtlogd virtlogd
    runs libvirtd || start libvirtd libvirtd
  fi
  await 60 answers || fail "libvirtd did not answer within 60 s" "Its output is in $log, or in journalctl -u libvirtd."
  step "libvirt: started"
}

# A process that has ended has no command line, even if PID 1 has not reaped it yet; so it is not taken for our reaper.
is_ours() { grep -qs reaper.py "/proc/$1/cmdline"; }
has_ended() { ! is_ours "$1"; }

# stop NAME stops the daemon and its reaper if they are ours and still run.
stop() {
  local file=$run/$1.pid pid
  pid=$(cat "$file" 2>/dev/null) || return 0
  if is_ours "$pid"; then
    kill -TERM "$pid"
    await 20 has_ended "$pid" || fail "$1 did not stop within 20 s (process $pid)"
    step "$1: stopped"
  fi
  rm -f "$file"
}

down() {
  [ -e "$run/libvirtd.pid" ] || [ -e "$run/virtlogd.pid" ] || { step "libvirt: not started from here, left as it is"; return; }
  is_root || fail "only root may stop the daemons" "As root run: $root/eng/daemons.sh down"
  local guests
  if guests=$(timeout 20 virsh -c qemu:///system list --name 2>/dev/null | tr -s '\n' ' ') && [ -n "${guests// /}" ]; then
    step "libvirt: guests still run, left as it is: $guests"
    return
  fi
  stop libvirtd
  stop virtlogd
  rmdir --ignore-fail-on-non-empty "$run"
}

case "${1:-}" in
  up | down) ;;
  *) fail "daemons.sh up|down" ;;
esac
# The lock admits one call at a time; the reaper closes it before the daemons start.
if is_root; then
  mkdir -p /run/lock
  exec 9>/run/lock/nixhost-daemons.lock
  flock 9
fi
"$1"
