# shellcheck shell=bash
# GRUB boots one entry once when its environment block says so: the effect of grub-reboot.
# shellcheck disable=SC2154  # common.sh, loader.sh
grub=$root/boot/grub

grub_once() { # SYSTEM
  local entry
  entry=$(candidate_entry "$grub/grub.cfg" "$(readlink -f "$1/init" || echo "$1/init")")
  [ -n "$entry" ] && grep -q next_entry "$grub/grub.cfg" && write_environment "next_entry=$entry"
}

grub_clear() { ! grep -qa '^next_entry=.' "$grub/grubenv" 2>/dev/null || write_environment "next_entry="; }

# candidate_entry GRUB.CFG INIT: prints where the candidate's profile has this init program, in GRUB's numbering, such as "2>0", or nothing.
# A system with specialisations is a menu of its own there, so that its entry is "2>0>0".
candidate_entry() {
  awk -v depth=0 -v init="init=$2" '
    function number(n) { n = next_number[depth]++; place[depth] = n }
    /^[ \t]*(menuentry|submenu)[ \t]/ {
      number()
      if (depth == 0) here = ($0 ~ /submenu/ && $0 ~ /Profile .nixhost/)
      if ($0 ~ /\{[ \t]*$/) next_number[++depth] = 0
      next
    }
    /^[ \t]*\}/ { if (depth > 0) depth--; next }
    here {
      for (i = 1; i <= NF; i++) if ($i == init) {
        path = place[0]
        for (i = 1; i < depth; i++) path = path ">" place[i]
        print path
        exit
      }
    }
  ' "$1"
}

# GRUB's environment block has 1024 bytes and is padded with #.
write_environment() { # NAME=VALUE
  local text
  text=$(grep -avE "^(#|${1%%=*}=)" "$grub/grubenv" 2>/dev/null | tr -d '\0' || true)
  text="# GRUB Environment Block"$'\n'"${text:+$text$'\n'}$1"$'\n'
  { printf '%s' "$text"; head -c $((1024 - ${#text})) /dev/zero | tr '\0' '#'; } >"$grub/grubenv.new"
  sync "$grub/grubenv.new"
  mv "$grub/grubenv.new" "$grub/grubenv"
  sync -f "$grub"
}
