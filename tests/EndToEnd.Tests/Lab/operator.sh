#!/bin/bash
# PID 1 of an operator's machine, from which other hosts are reached: it has its own network, processes, home and Nix store, and Nix to evaluate.
# It has no libvirt, no QEMU and no tool that makes disks. It ends as a lab host does.
# Usage: unshare --mount --net --pid --uts --ipc --fork --mount-proc operator.sh DIRECTORY ADDRESS
set -euo pipefail
lab=$1 address=$2
exec 3<&0
mount --make-rprivate /

own() { # directory of this machine
    mkdir -p "$lab/host$1" "$1"
    mount --bind "$lab/host$1" "$1"
}

own /nix
own /root/.cache
own /root/.ssh
chmod 700 /root/.ssh
# What a run writes here by mistake is found here, and does not reach the machine below.
own /var/lib/nixhost
own /var/lib/libvirt
own /etc/libvirt
mount -t tmpfs tmpfs /run
mkdir /run/tmp
hostname operator

# Nobody can run a file without any right to it, not even root.
: >"$lab/masked"
chmod 000 "$lab/masked"
shopt -s nullglob
for program in /usr/bin/qemu-* /usr/bin/virsh /usr/bin/virt-* /usr/sbin/libvirtd /usr/sbin/virt*d /usr/bin/{genisoimage,mkisofs,xorriso,mcopy,mkfs.fat}; do
    if [ -f "$program" ]; then mount --bind "$lab/masked" "$program"; fi
done

ip link set lo up
ip link add lan type bridge
ip addr add "$address" dev lan
ip link set lan up
touch "$lab/ready"
cat <&3 >/dev/null &
wait $!
