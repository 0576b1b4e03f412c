#!/bin/bash
# PID 1 of a lab host: its own network, mounts, processes, Nix store and libvirt, so that a test cannot touch the machine it
# runs on and everything goes when this process goes. Bash reaps the orphans (qemu daemonizes) that fall to it.
# Usage: unshare --mount --net --pid --uts --ipc --fork --mount-proc init.sh DIRECTORY
set -euo pipefail
lab=$1
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
own /var/cache/libvirt
own /var/log/libvirt
own /var/lib/nixhost
own /nix
own /root/.cache
mount -t tmpfs tmpfs /run

# The lab's own interfaces in /sys/class/net; the control groups stay those of the machine.
mkdir -p "$lab/cgroup"
mount --rbind /sys/fs/cgroup "$lab/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$lab/cgroup" /sys/fs/cgroup
mkdir -p /run/lock /run/libvirt /run/netns /var/lib/libvirt/{images,qemu,boot} /var/log/libvirt/qemu /var/cache/libvirt/qemu
chmod 711 /var/lib/libvirt/images
chown libvirt-qemu: /var/lib/libvirt/qemu /var/cache/libvirt/qemu
mkdir -p /nix/store /nix/var/nix/gcroots /nix/var/log/nix

# KVM is not what these tests are about: without the device libvirt and the provider agree on TCG, and libvirt does not
# probe qemu again at every call because the device it saw cannot be opened.
if [ -e /dev/kvm ]; then
    : >"$lab/no-kvm"
    chmod 000 "$lab/no-kvm"
    mount --bind "$lab/no-kvm" /dev/kvm
    # libvirt would move what is mounted below /dev into a mount namespace per guest, and cannot move a file.
    echo 'namespaces = []' >>/etc/libvirt/qemu.conf
fi

ip link set lo up
ip link add nixhost0 type bridge
ip addr add 10.77.0.1/24 dev nixhost0
ip link set nixhost0 up

virtlogd --daemon
libvirtd --daemon
touch "$lab/ready"
while :; do
    sleep 3600 &
    wait $! || true
done
