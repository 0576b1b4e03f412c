# shellcheck shell=bash
# How a system comes into force. A new one is booted once, while the old one stays the boot loader's default: if it does not come up, the next
# boot is the old one's. Only when it has come up is it the default.
# shellcheck disable=SC2154  # common.sh
profile=$root/nix/var/nix/profiles/system
# A profile of its own is what NixOS' GRUB menu lists apart from the default, as `nixos-rebuild boot -p` does it.
candidate=$root/nix/var/nix/profiles/system-profiles/nixhost
grub=$root/boot/grub

current_system() { readlink -f "$root/run/current-system"; }

switch() { # SYSTEM ACTION
  NIXOS_INSTALL_BOOTLOADER=${install_loader:-0} "$1/bin/switch-to-configuration" "$2"
}

set_profile() { # PROFILE SYSTEM
  [ "$(readlink -f "$1" || true)" = "$2" ] || nix-env -p "$1" --set "$2"
}

# boot_always SYSTEM
boot_always() {
  rm -f "$candidate" "$candidate"-*-link
  set_profile "$profile" "$1" && switch "$1" boot
}

# boot_once NEW OLD: sets fallback to yes or no.
# shellcheck disable=SC2034  # fallback is the caller's
boot_once() {
  local entry
  fallback=no
  if [ ! -e "$grub/grub.cfg" ]; then
    boot_always "$1"
    return
  fi
  mkdir -p "$(dirname "$candidate")"
  set_profile "$candidate" "$1" && switch "$2" boot || return
  entry=$(candidate_entry "$grub/grub.cfg")
  if [ -n "$entry" ] && grep -q next_entry "$grub/grub.cfg"; then
    set_next_entry "$entry"
    fallback=yes
  else
    boot_always "$1"
  fi
}

# candidate_entry GRUB.CFG: the place of the candidate's newest generation in the menu as GRUB counts it ("2>0"), or nothing.
candidate_entry() {
  awk '
    /^[ \t]*(menuentry|submenu)[ \t]/ {
      if (depth == 0) {
        if ($0 ~ /submenu/ && $0 ~ /Profile .nixhost/) { print top ">0"; exit }
        top++
      }
      if ($0 ~ /\{[ \t]*$/) depth++
      next
    }
    /^[ \t]*\}/ { if (depth > 0) depth-- }
  ' top=0 depth=0 "$1"
}

# What grub-reboot does: GRUB takes the entry once and clears it.
set_next_entry() { write_environment "next_entry=$1"; }
clear_next_entry() { ! grep -qa '^next_entry=.' "$grub/grubenv" 2>/dev/null || write_environment "next_entry="; }

# GRUB's environment block: 1024 bytes, the rest of it filled with #.
write_environment() { # NAME=VALUE
  local text
  text=$(grep -avE "^(#|${1%%=*}=)" "$grub/grubenv" 2>/dev/null | tr -d '\0' || true)
  text="# GRUB Environment Block"$'\n'"${text:+$text$'\n'}$1"$'\n'
  { printf '%s' "$text"; head -c $((1024 - ${#text})) /dev/zero | tr '\0' '#'; } >"$grub/grubenv.new"
  sync "$grub/grubenv.new"
  mv "$grub/grubenv.new" "$grub/grubenv"
  sync -f "$grub"
}
