# shellcheck shell=bash
# The second half of init.sh, inside the system: users, the network, and the daemons.
# shellcheck disable=SC2154  # init.sh sets lab
ln -s /run/current-system/sw/bin/sh /bin/sh
ln -s /run/current-system/sw/bin/env /usr/bin/env
# Users are files on NixOS; the rest are links.
printf '%s\n' root:x:0:0::/root:/run/current-system/sw/bin/bash qemu-libvirtd:x:301:301::/var/empty:/bin/nologin nobody:x:65534:65534::/var/empty:/bin/nologin \
  nixbld{1,2,3,4}:x:3000{1,2,3,4}:30000::/var/empty:/bin/nologin >/etc/passwd.all
# Brace expansion pairs every name with every number; each user keeps its own.
awk -F: '!/^nixbld/ || substr($1, 7) == substr($3, 5)' /etc/passwd.all >/etc/passwd
rm /etc/passwd.all
printf '%s\n' root:x:0: kvm:x:302: libvirtd:x:67: qemu-libvirtd:x:301: nogroup:x:65534: nixbld:x:30000:nixbld1,nixbld2,nixbld3,nixbld4 >/etc/group
ln -s /run/current-system/etc /etc/static
for name in /etc/static/*; do ln -s "$name" "/etc/${name##*/}"; done
mkdir -p /nix/var/nix/{gcroots/auto,profiles,daemon-socket,temproots,db} /run/lock /run/netns
ln -sfn /run/current-system /nix/var/nix/gcroots/current-system

ip link set lo up
ip link add nixhost0 type bridge
ip addr add 10.77.0.1/24 dev nixhost0
ip link set nixhost0 up

# shellcheck source=tests/EndToEnd.Tests/Lab/Nixos/switch.sh
. /run/lab/switch.sh
nix-daemon >"$lab/nix-daemon.log" 2>&1 &
start_libvirt
: >"$lab/ready"
cat <&3 >/dev/null &
wait $!
