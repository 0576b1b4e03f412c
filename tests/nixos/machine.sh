# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# A guest's root in a directory, with the real scripts of the bootstrap. Stand-ins (fakes/) replace the commands that need a real NixOS
# or root. A boot follows GRUB's rules; `run_service` follows systemd's.
export FAKES=$here/fakes GRUB_MENU=$here/nixpkgs/nixos/stand-in/grub-menu MACHINE
fake_bin=$scratch/bin
mkdir -p "$fake_bin"
for command in mv sync mount umount mountpoint ip systemctl nix-store nix-build nix-env bootctl; do ln -sf "$FAKES/fake" "$fake_bin/$command"; done

machine() { # makes a guest as its image is at the first boot, with its disks
  chmod -R u+w "$scratch/vm" 2>/dev/null || true
  rm -rf "$scratch/vm"
  MACHINE=$scratch/vm/root boots=0
  efi_variables=$MACHINE/sys/firmware/efi/efivars
  local system profiles=$MACHINE/nix/var/nix/profiles
  mkdir -p "$MACHINE"/{boot/grub,etc,run,dev,proc/sys/kernel/random,var/lib} "$profiles/system-profiles" "$MACHINE/nixpkgs/nixos"
  touch "$MACHINE/nixpkgs/nixos/default.nix"
  # A guest without a host key would wait for it at each boot.
  mkdir -p "$MACHINE/etc/ssh"
  echo "ssh-ed25519 AAAAkey root@rose" >"$MACHINE/etc/ssh/key.pub"
  for system in old new newer; do
    mkdir -p "$MACHINE/$system/bin"
    ln -s "$FAKES/fake" "$MACHINE/$system/bin/switch-to-configuration"
  done
  touch "$MACHINE/old/valid"
  ln -s "$MACHINE/old" "$profiles/system-1-link"
  ln -s system-1-link "$profiles/system"
  "$GRUB_MENU" "$MACHINE/old"
  disk nixConfig-part1 common/default.nix '{ }'
  mkdir -p "$(disk_of nixConfig-part1)/hosts/self"
  disk selfConfig-part1 configuration.nix '{ }'
  echo "$MACHINE/new" >"$(disk_of closure)"
  manifest h1
}
disk_of() { # NAME[-part1]: prints the device, which is a directory, or a file when it has no file system
  local name=${1%-part1} block
  block=$MACHINE/sys/block/vd$name
  mkdir -p "$block"
  # The kernel's file has no end of line.
  printf 'nixhost-%s' "$name" >"$block/serial"
  [ "$name" = "$1" ] || touch "$block/vd${name}1"
  echo "$MACHINE/dev/vd$name$([ "$name" = "$1" ] || echo 1)"
}
disk() { # NAME FILE TEXT
  mkdir -p "$(dirname "$(disk_of "$1")/$2")"
  printf '%s\n' "$3" >"$(disk_of "$1")/$2"
}
manifest() { # HASH [FIELDS AS JSON]
  disk config-part1 nixhost.json "$(jq -nc --arg hash "$1" --arg system "$MACHINE/new" --argjson more "${2:-{\}}" '{version: 1, configHash: $hash,
    mode: "closure", hostName: "rose", entry: "hosts/self/configuration.nix", system: $system, closureDisk: "closure",
    disks: [{name: "nixConfig", target: "/etc/nixos"}, {name: "selfConfig", target: "/etc/nixos/hosts/self"}]} + $more')"
}
rebuild='{"mode":"rebuild"}'

# Puts systemd-boot in the place of GRUB: the ESP is /boot, and the firmware's variables are files.
systemd_boot_machine() {
  machine
  rm -r "$MACHINE/boot/grub"
  mkdir -p "$MACHINE/boot/loader/entries" "$efi_variables"
  printf '\6\0\0\0s\0y\0s\0t\0e\0m\0d\0-\0b\0o\0o\0t\0 \0' >"$efi_variables/LoaderInfo-$loader_guid"
  "$FAKES/systemd-boot-menu" "$MACHINE/old"
}
loader_guid=4a67b082-0a4c-41cf-b6c7-440b29bb8c4f

# Starts the machine. A system with the file does-not-boot hangs, so that the machine starts again.
power_on() {
  local system
  while :; do
    boots=$((boots + 1))
    system=$(chosen_system)
    [ -e "$system/does-not-boot" ] || break
    [ "$boots" -lt 20 ] || break
  done
  starts "$system"
}
starts() { # SYSTEM
  rm -rf "$MACHINE/run"
  mkdir -p "$MACHINE/run"
  ln -s "$1" "$MACHINE/run/current-system"
  echo "boot-$boots" >"$MACHINE/proc/sys/kernel/random/boot_id"
  : >"$MACHINE/systemctl"
}
# GRUB takes next_entry once, and its first entry otherwise; systemd-boot takes LoaderEntryOneShot once, and loader.conf's entry otherwise.
chosen_system() {
  local entry=""
  if [ -e "$MACHINE/boot/loader" ]; then
    entry=$(tail -c +5 "$efi_variables/LoaderEntryOneShot-$loader_guid" 2>/dev/null || true)
    rm -f "$efi_variables/LoaderEntryOneShot-$loader_guid"
    entry_system "${entry:-$(sed -n 's/^default //p' "$MACHINE/boot/loader/loader.conf")}"
  else
    entry=$(sed -n 's/^next_entry=//p' "$MACHINE/boot/grub/grubenv" 2>/dev/null || true)
    [ -z "$entry" ] || sed -i 's/^next_entry=.*/next_entry=/' "$MACHINE/boot/grub/grubenv"
    menu_entry "${entry:-0}"
  fi
}
entry_system() { # IDENTIFIER
  local entries=$MACHINE/boot/loader/entries
  cat "$entries/$1" "$entries/${1%.conf}+"*.conf 2>/dev/null | sed -nE 's#^options .*init=([^ ]*)/init.*#\1#p; s#^options init=([^ ]*)/init.*#\1#p' | head -n 1 || true
}
default_system() {
  if [ -e "$MACHINE/boot/loader" ]; then entry_system "$(sed -n 's/^default //p' "$MACHINE/boot/loader/loader.conf")"; else menu_entry 0; fi
}
menu_entry() { # "2", "2>0" or "2>0>0": prints the system that GRUB starts
  awk -v depth=0 -v wanted="$1" '
    /^(menuentry|submenu)/ {
      path = (depth ? place[depth - 1] ">" : "") (count[depth]++ + 0)
      place[depth] = path
      count[++depth] = 0
      next
    }
    /^}/ { depth--; next }
    /init=/ && place[depth - 1] == wanted { sub(/.*init=/, ""); sub(/\/init.*/, ""); print; exit }
  ' "$MACHINE/boot/grub/grub.cfg"
}

# Runs the service as its unit does: again after a failure, but not after 65 or 78. It sets `code`.
run_service() {
  local tries=0
  while :; do
    run_once
    tries=$((tries + 1))
    case $code in 0 | 65 | 78 | 137) return ;; esac
    [ "$tries" -lt 10 ] || return 0
  done
}
run_once() {
  code=0
  # The braces catch the shell's own message about a killed child.
  { (
    echo "$BASHPID" >"$scratch/vm/pid"
    exec env PATH="$fake_bin:$PATH" NIXHOST_ROOT="$MACHINE" NIXHOST_DISK_WAIT=1 NIXHOST_SDK="$sdk" NIXHOST_FIRMWARE=bios \
      NIXHOST_NIXPKGS="$MACHINE/nixpkgs" NIXHOST_HOST_KEY=/etc/ssh/key.pub bash "$sdk/bootstrap.sh"
  ) >"$scratch/vm/log" 2>&1 || code=$?; } 2>/dev/null
}
# Starts the machine until nothing is left to do. It carries out reboots and switches a killed machine on again.
live() {
  local turn
  for turn in 1 2 3 4 5 6 7 8 9 10; do
    power_on
    run_service
    if [ "$code" != 137 ] && ! grep -q reboot "$MACHINE/systemctl"; then return 0; fi
  done
}

journal() { cat "$MACHINE/var/lib/nixhost/reports.jsonl"; }
last() { journal | tail -n 1 | jq -r "$1"; }
current() { basename "$(readlink "$MACHINE/run/current-system")"; }
default() { basename "$(default_system)"; }
# is TITLE WANTED GOT: a failure comes with the machine's output.
is() {
  if [ "$2" = "$3" ]; then report ok "$1" ""
  else report no "$1" "  wanted $2"$'\n'"  got    $3"$'\n'"$(tail -n 12 "$scratch/vm/log" 2>/dev/null; journal 2>/dev/null | tail -n 5)"; fi
}
outcome() { echo "$code $(last '.phase + "/" + .state') $(current) $(default) $boots"; }
says_last() { if [[ $(last .msg) =~ $2 ]]; then report ok "$1" ""; else report no "$1" "  wanted $2"$'\n'"  got    $(last .msg)"; fi; }
attempts() { journal | jq -s 'map(select(.phase == "stage" and .state == "start")) | length'; }
