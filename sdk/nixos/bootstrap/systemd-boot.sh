# shellcheck shell=bash
# systemd-boot boots one entry once when the firmware's variable LoaderEntryOneShot names it. It clears the variable before it starts the entry.
# shellcheck disable=SC2154  # common.sh
loader_guid=4a67b082-0a4c-41cf-b6c7-440b29bb8c4f
efi_variables=$root/sys/firmware/efi/efivars

# Whether systemd-boot has started the running system. A disk may have the files of other boot loaders, too.
is_systemd_boot() { tr -d '\0' 2>/dev/null <"$efi_variables/LoaderInfo-$loader_guid" | grep -qa systemd-boot; }

systemd_boot_once() { # SYSTEM
  local entry
  entry=$(systemd_boot_entry "$1")
  [ -n "$entry" ] && bootctl set-oneshot "$entry" && [ -e "$efi_variables/LoaderEntryOneShot-$loader_guid" ]
}

systemd_boot_clear() { [ ! -e "$efi_variables/LoaderEntryOneShot-$loader_guid" ] || bootctl set-oneshot "" || true; }

# Prints the identifier of the entry that starts this system: a file's name without the counter of tries. The candidate's own profile is preferred.
systemd_boot_entry() { # SYSTEM
  local directory file=""
  for directory in "$(bootctl --print-boot-path 2>/dev/null)" "$(bootctl --print-esp-path 2>/dev/null)" "$root/boot" "$root/efi"; do
    [ -d "$directory/loader/entries" ] || continue
    file=$(awk -v init="init=$1/init" '
      FNR == 1 { title = "" }
      $1 == "title" { title = $0 }
      $1 == "options" {
        for (i = 2; i <= NF; i++) if ($i == init) {
          any = FILENAME
          if (title ~ /\[nixhost\]/) own = FILENAME
        }
      }
      END { print own != "" ? own : any }
    ' "$directory"/loader/entries/*.conf 2>/dev/null || true)
    [ -z "$file" ] || break
  done
  sed -E 's/\+[0-9]+(-[0-9]+)?\.conf$/.conf/' <<<"${file##*/}"
}
