#!/usr/bin/env bash
# Installs what the repository needs and the host lacks: Nix, QEMU, libvirt and the tools that build the quickstart's guest.
# It is quick and silent about everything present. Where it cannot install, without root or apt, it says what is missing and how to get it.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"

# command or file | Debian package | NixOS: option or package that brings it
needs='
nix-store|nix-bin|nix.enable = true (part of every NixOS)
qemu-img|qemu-utils|environment.systemPackages = [ pkgs.qemu ]
qemu-system-x86_64|qemu-system-x86|virtualisation.libvirtd.enable = true
libvirtd|libvirt-daemon-system|virtualisation.libvirtd.enable = true
virsh|libvirt-clients|virtualisation.libvirtd.enable = true
genisoimage|genisoimage|environment.systemPackages = [ pkgs.cdrkit ]
ip|iproute2|part of every NixOS
ping|iputils-ping|part of every NixOS
flock|util-linux|part of every NixOS
python3|python3|environment.systemPackages = [ pkgs.python3 ]
'
# The quickstart's image is built with these tools. On NixOS Nix brings them itself.
debian_needs='
syslinux|syslinux
/usr/lib/syslinux/mbr/mbr.bin|syslinux-common
mcopy|mtools
mkfs.vfat|dosfstools
cpio|cpio
mke2fs|e2fsprogs
'
# patchelf relocates Debian's programs for the lab that is shaped like NixOS.
[ "${1:-}" != --test ] || debian_needs+='/usr/share/OVMF/OVMF_CODE_4M.fd|ovmf
patchelf|patchelf
'
# --test adds what only the tests of the repository need.
[ "${1:-}" != --test ] || needs+='git|git|environment.systemPackages = [ pkgs.git ]
shellcheck|shellcheck|environment.systemPackages = [ pkgs.shellcheck ]
jq|jq|environment.systemPackages = [ pkgs.jq ]
systemd-analyze|systemd|part of every NixOS
node|nodejs|environment.systemPackages = [ pkgs.nodejs ]
npm|npm|environment.systemPackages = [ pkgs.nodejs ]
swtpm|swtpm|virtualisation.libvirtd.qemu.swtpm.enable = true
swtpm_setup|swtpm-tools|virtualisation.libvirtd.qemu.swtpm.enable = true
ovs-vswitchd|openvswitch-switch|virtualisation.vswitch.enable = true
ssh|openssh-client|environment.systemPackages = [ pkgs.openssh ]
sshd|openssh-server|environment.systemPackages = [ pkgs.openssh ]
'

debian=false
! have apt-get || ! have dpkg-query || debian=true
# An ordinary user's PATH on Debian lacks the administrator's tools.
PATH=$PATH:/usr/sbin:/sbin

missing=() hints=()
collect() {
  local probe package option
  while IFS='|' read -r probe package option; do
    [ -n "$probe" ] || continue
    if ! have "$probe" && [ ! -e "$probe" ]; then
      missing+=("$package")
      hints+=("$probe: $option")
    fi
  done <<<"$1"
}
collect "$needs"
if $debian; then
  collect "$debian_needs"
  # Only the -system package brings QEMU's user and driver; libvirtd alone has neither.
  for package in libvirt-daemon-system libvirt-daemon-driver-qemu; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
fi

# The tests start an sshd of their own. Installing its package must not open this machine to the network, now or at the next boot.
refuse_sshd() {
  trap 'systemctl disable --quiet ssh.service >/dev/null 2>&1 || true' EXIT
  # A policy that is there is the administrator's, as in container images, where it refuses all daemons.
  [ ! -e /usr/sbin/policy-rc.d ] || return 0
  trap 'rm -f /usr/sbin/policy-rc.d; systemctl disable --quiet ssh.service >/dev/null 2>&1 || true' EXIT
  # shellcheck disable=SC2016  # The policy reads its own argument.
  printf '%s\n' '#!/bin/sh' 'case $1 in ssh | ssh.* | sshd | sshd.*) exit 101 ;; esac' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
}

if [ ${#missing[@]} -gt 0 ]; then
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  if ! $debian; then
    fail "missing on this host, and there is no apt-get to install it with" "${hints[@]}" "On NixOS add these to configuration.nix and run nixos-rebuild switch."
  fi
  install="apt-get install --no-install-recommends ${missing[*]}"
  is_root || fail "missing on this host: ${missing[*]}" "As root run: $install"
  step "host packages: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  install_missing() { apt-get install -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends "${missing[@]}" </dev/null; }
  [[ " ${missing[*]} " != *' openssh-server '* ]] || refuse_sshd
  # A container image may have no package lists or old ones. They are fetched only if installing fails without.
  if ! install_missing >/dev/null 2>&1; then
    quietly "apt-get update" apt-get update -q
    quietly "$install" install_missing
  fi
else
  step "host packages: all present"
fi

# Debian's nix-bin has no configuration, and without build users it builds nothing.
# A derivation may use the tools of /usr/bin, as the quickstart's image does, only in a relaxed sandbox. Every other build stays in the sandbox.
if $debian && [ ! -e /etc/nix/nix.conf ] && [ ! -S /nix/var/nix/daemon-socket/socket ] && is_root; then
  step "nix: writing /etc/nix/nix.conf (root builds without build users, sandbox relaxed)"
  mkdir -p /etc/nix
  printf '%s\n' '# Written by eng/host-packages.sh of Infra.NixHost.' 'build-users-group =' 'sandbox = relaxed' >/etc/nix/nix.conf
fi

# libvirt runs swtpm as tss, but as root if that user was made after libvirtd had started.
# Files of root in swtpm's certificate authority then stop every later guest with a TPM.
authority=/var/lib/swtpm-localca
if [ "${1:-}" = --test ] && $debian && is_root && [ -n "$(find "$authority" -mindepth 1 ! -user tss 2>/dev/null)" ]; then
  step "swtpm: giving $authority back to tss"
  chown -R tss "$authority"
fi

if ! have dotnet; then
  fail "the .NET SDK 10 is missing" \
    "Debian: https://learn.microsoft.com/dotnet/core/install/linux-debian (package dotnet-sdk-10.0)" \
    "NixOS:  environment.systemPackages = [ pkgs.dotnet-sdk_10 ]"
fi
wanted=$(sed -n 's/.*"version": *"\([0-9]*\)\..*/\1/p' "$root/global.json")
dotnet --list-sdks | grep -q "^$wanted\." || fail ".NET SDK $wanted is missing; there is: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
