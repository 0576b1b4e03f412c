#!/bin/bash
# PID 1 of a lab host, which has its own network, mounts, processes, Nix store and libvirt: no test can touch the machine it runs on.
# The host ends with this process, and this process ends when its standard input does: a test that was killed leaves no lab.
# Bash reaps the orphans that fall to it, since qemu daemonizes.
# Usage: unshare --mount --net --pid --uts --ipc --fork --mount-proc init.sh DIRECTORY [SEED]
set -euo pipefail
lab=$1 seed=${2:-}
exec 3<&0
mount --make-rprivate /

own() { # directory on the host, what to start from
    local kept="$lab/host$1"
    mkdir -p "$kept" "$1"
    [ -z "${2:-}" ] || cp -a "$2/." "$kept/"
    mount --bind "$kept" "$1"
}

mkdir -p "$lab/host/etc/libvirt"
cp -a /etc/libvirt/. "$lab/host/etc/libvirt/"
rm -rf "$lab"/host/etc/libvirt/{storage,nwfilter} "$lab"/host/etc/libvirt/qemu/{*.xml,autostart,networks}
own /etc/libvirt
own /var/lib/libvirt
own /var/cache/libvirt ${seed:+"$seed/libvirt"}
own /var/log/libvirt
own /var/lib/nixhost
own /root/.cache
# The seed's store lies under the lab's own one. Where /tmp cannot carry an overlay, as in some containers, it is copied.
mkdir -p /nix "$lab/host/nix" "$lab/nix.work"
if [ -z "$seed" ]; then
    own /nix
elif ! mount -t overlay overlay -o "lowerdir=$seed/nix,upperdir=$lab/host/nix,workdir=$lab/nix.work,redirect_dir=on" /nix; then
    own /nix "$seed/nix"
fi
# libvirt tells hosts apart by this; it would take the machine's for each lab on it.
echo "host_uuid = \"$(cat /proc/sys/kernel/random/uuid)\"" >>/etc/libvirt/libvirtd.conf
mount -t tmpfs tmpfs /run
# A session over ssh would run what the machine's own root has there, such as a tool that waits for a lock.
[ ! -e /root/.bashrc ] || mount --bind /dev/null /root/.bashrc

# /sys/class/net shows the lab's own interfaces only if sysfs is mounted anew; the control groups stay those of the machine.
mkdir -p "$lab/cgroup"
mount --rbind /sys/fs/cgroup "$lab/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$lab/cgroup" /sys/fs/cgroup
mkdir -p /run/lock /run/libvirt /run/netns /var/lib/libvirt/{images,qemu,boot} /var/log/libvirt/qemu /var/cache/libvirt/qemu
chmod 711 /var/lib/libvirt/images
chown libvirt-qemu: /var/lib/libvirt/qemu /var/cache/libvirt/qemu
mkdir -p /nix/store /nix/var/nix/gcroots /nix/var/log/nix

# These tests are not about KVM. Without the device libvirt and the provider agree on TCG.
# libvirt would also probe qemu at every call if it saw a device that qemu's user cannot open.
if [ -e /dev/kvm ]; then
    : >"$lab/no-kvm"
    chmod 000 "$lab/no-kvm"
    mount --bind "$lab/no-kvm" /dev/kvm
    # libvirt moves everything mounted below /dev into a mount namespace per guest, and it cannot move a file.
    echo 'namespaces = []' >>/etc/libvirt/qemu.conf
fi

ip link set lo up
ip link add nixhost0 type bridge
ip addr add 10.77.0.1/24 dev nixhost0
ip link set nixhost0 up

virtlogd --daemon
libvirtd --daemon
touch "$lab/ready"
cat <&3 >/dev/null &
wait $!
