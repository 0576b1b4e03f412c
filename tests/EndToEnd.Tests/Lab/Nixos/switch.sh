# shellcheck shell=bash
# What NixOS' libvirtd-config and libvirtd do at boot and after each switch. As a program it switches: switch.sh SYSTEM.

configure_libvirt() {
  local qemu=/run/current-system/qemu file
  mkdir -p /run/libvirt/nix-{emulators,helpers,ovmf} /var/lib/qemu/firmware /var/lib/libvirt/{qemu,images,boot} /var/log/libvirt/qemu /var/cache/libvirt/qemu
  chmod 711 /var/lib/libvirt/images
  chown qemu-libvirtd:qemu-libvirtd /var/lib/libvirt/qemu /var/cache/libvirt/qemu
  qemu=$(readlink -f "$qemu")
  ln -sf "$qemu"/bin/qemu-system-* /run/libvirt/nix-emulators/
  ln -sf "$qemu"/share/ovmf/* /run/libvirt/nix-ovmf/
  # The variables' template is 4 MiB large; NixOS has the same files under other names.
  for file in "$qemu"/share/qemu/firmware/60-*.json; do
    sed 's#/usr/share/OVMF/#/run/libvirt/nix-ovmf/#' "$file" >"/var/lib/qemu/firmware/${file##*/}"
  done
  printf '%s\n' 'user = "qemu-libvirtd"' 'group = "qemu-libvirtd"' 'namespaces = []' >/var/lib/libvirt/qemu.conf
}

# Debian's libvirtd keeps its definitions in /etc and its data in /usr. Only it and its children see these places; NixOS' is built for others.
start_libvirt() {
  configure_libvirt
  # shellcheck disable=SC2016  # The inner shell expands them.
  unshare --mount bash -euc '
    libvirt=$(readlink -f /run/current-system/libvirt)
    mkdir -p /run/libvirt-etc
    cp -a /etc/. /run/libvirt-etc/
    mkdir -p /run/libvirt-etc/{libvirt,qemu}
    # Debian builds it with this user; qemu.conf names the one that it takes.
    echo libvirt-qemu:x:64055:64055::/var/empty:/bin/nologin >>/run/libvirt-etc/passwd
    echo libvirt-qemu:x:64055: >>/run/libvirt-etc/group
    mount --bind /run/libvirt-etc /etc
    mount --bind /var/lib/libvirt /etc/libvirt
    mount --bind /var/lib/qemu /etc/qemu
    mount -t tmpfs tmpfs /usr
    for place in lib/x86_64-linux-gnu/libvirt lib/libvirt share/libvirt; do
      mkdir -p "/usr/$place"
      mount --bind "$libvirt/$place" "/usr/$place"
    done
    export PATH=/run/libvirt/nix-emulators:$PATH
    pgrep -x virtlogd >/dev/null || virtlogd --daemon
    exec libvirtd --daemon'
}

stop_libvirt() {
  pkill -x libvirtd
  while pgrep -x libvirtd >/dev/null; do :; done
  rm -f /run/libvirtd.pid
}

if [ "${0##*/}" = switch.sh ]; then
  set -euo pipefail
  ln -sfn "$1" /run/current-system
  stop_libvirt
  start_libvirt
fi
