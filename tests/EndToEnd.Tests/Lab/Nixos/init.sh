#!/usr/bin/env bash
# PID 1 of a host shaped like NixOS: no /lib64, nothing in /bin but sh and in /usr/bin but env, /etc of links, a read-only store, a Nix daemon
# with build users, libvirt as NixOS' module sets it up. Like the other labs it ends when its standard input does.
# Usage: unshare --mount --net --pid --uts --ipc --fork --mount-proc init.sh DIRECTORY SEED SYSTEM SOURCE PACKAGES
#   SOURCE   the copy of the checkout, shown at the checkout's own path, SOURCE=PATH
#   PACKAGES the folder of NuGet packages, shown at its own path and read-only
set -euo pipefail
lab=$1 seed=$2 system=$3 source=$4 packages=$5
here=$(cd "$(dirname "$0")" && pwd)
exec 3<&0
mount --make-rprivate /
root=$lab/root
mkdir -p "$root" "$lab/host/nix" "$lab/nix.work"
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir -p "$root"/{nix,proc,sys,dev,run,tmp,root,bin,usr/bin,etc,old,var/{lib,cache,log,tmp,empty}} "$root$lab" "$root${source#*=}" "$root$packages"
chmod 1777 "$root/tmp" "$root/var/tmp"

if ! mount -t overlay overlay -o "lowerdir=$seed/nix,upperdir=$lab/host/nix,workdir=$lab/nix.work,redirect_dir=on" "$root/nix"; then
  cp -a "$seed/nix/." "$lab/host/nix/"
  mount --bind "$lab/host/nix" "$root/nix"
fi
for name in lib/libvirt lib/nixhost cache/libvirt log/libvirt; do
  mkdir -p "$lab/host/var/$name" "$root/var/$name"
  mount --bind "$lab/host/var/$name" "$root/var/$name"
done
[ ! -d "$seed/libvirt" ] || cp -a "$seed/libvirt/." "$root/var/cache/libvirt/"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mkdir "$root/run/lab"
cp "$here"/{boot,switch}.sh "$root/run/lab/"
ln -s ../run "$root/var/run"
ln -s ../run/lock "$root/var/lock"
mount --bind "$lab" "$root$lab"
mount --bind "${source%%=*}" "$root${source#*=}"
mount --bind "$packages" "$root$packages"
mount -o remount,ro,bind "$root$packages"
mount --bind "$root/nix/store" "$root/nix/store"
mount -o remount,ro,bind "$root/nix/store"

# These tests are not about KVM. Without the device libvirt and the provider agree on TCG.
if [ -e /dev/kvm ]; then
  : >"$lab/no-kvm"
  chmod 000 "$lab/no-kvm"
  mount --bind "$lab/no-kvm" "$root/dev/kvm"
fi

cd "$root"
pivot_root . old
export PATH=/run/current-system/sw/bin
# Only the shell's own commands run until the system is there.
"$system/sw/bin/umount" --lazy /old
"$system/sw/bin/ln" -s "$system" /run/current-system
rmdir /old
# shellcheck source=tests/EndToEnd.Tests/Lab/Nixos/boot.sh
. /run/lab/boot.sh
