#!/usr/bin/env bash
# The first process of a machine in namespaces of its own: it becomes the real systemd, with the units of the machine's current system.
# pid1.sh ROOT SYSTEMD; $PATH is what its services get, through their drop-ins.
set -euo pipefail
root=$1 systemd=$2
mount --make-rprivate /
mount -t tmpfs tmpfs /run
# Units that this machine's packages or its fstab would add do not belong to the guest.
for directory in /etc/systemd /usr/lib/systemd/system-generators /lib/systemd/system-generators; do
  [ ! -d "$directory" ] || mount -t tmpfs tmpfs "$directory"
done
mount -t tmpfs tmpfs /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec env -i PATH="$PATH" container=tests SYSTEMD_UNIT_PATH="$root/run/current-system/units" SYSTEMD_LOG_TARGET=console "$systemd" --show-status=no
