# shellcheck shell=bash
# Activates systems. A new system is booted once, while the old one stays the boot loader's default. If it does not come up, the next
# boot returns to the old one. It becomes the default after it has come up. GRUB and systemd-boot can do that.
# shellcheck disable=SC2154  # common.sh, grub.sh, systemd-boot.sh
profile=$root/nix/var/nix/profiles/system
# NixOS lists a separate profile in its own boot menu, as after `nixos-rebuild boot -p`.
candidate=$root/nix/var/nix/profiles/system-profiles/nixhost

current_system() { readlink -f "$root/run/current-system"; }

switch() { # SYSTEM ACTION
  NIXOS_INSTALL_BOOTLOADER=${install_loader:-0} "$1/bin/switch-to-configuration" "$2"
}

set_profile() { # PROFILE SYSTEM
  [ "$(readlink -f "$1" || true)" = "$2" ] || nix-env -p "$1" --set "$2"
}

# The candidate's profile is ours alone, and a profile is links, so no process of Nix is needed for it.
set_candidate() { # SYSTEM
  mkdir -p "$(dirname "$candidate")"
  ln -sfn "$1" "$candidate.new"
  mv -T "$candidate.new" "$candidate-1-link"
  ln -sfn "$(basename "$candidate")-1-link" "$candidate.new"
  mv -T "$candidate.new" "$candidate"
}

drop_candidate() { rm -f "$candidate" "$candidate.new" "$candidate"-*-link; }

# boot_always SYSTEM
boot_always() {
  drop_candidate
  set_profile "$profile" "$1" && switch "$1" boot
}

# boot_once NEW OLD: sets fallback to yes or no.
# shellcheck disable=SC2034  # fallback is the caller's
boot_once() {
  local loader=""
  fallback=no
  if is_systemd_boot; then loader=systemd_boot
  elif [ -e "$grub/grub.cfg" ]; then loader=grub
  fi
  if [ -n "$loader" ]; then
    drop_candidate
    set_candidate "$1" && switch "$2" boot || return
    if "${loader}_once" "$1"; then
      fallback=yes
      return
    fi
    echo "the boot menu has no entry of $1 that can be booted once"
  fi
  boot_always "$1"
}

clear_next_entry() {
  if is_systemd_boot; then systemd_boot_clear; else grub_clear; fi
}
