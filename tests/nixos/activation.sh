# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests how a system is put into force: the switch, the boot loaders, and the way back, on a guest's root in a directory (machine.sh).
# shellcheck source=tests/nixos/machine.sh
. "$here/machine.sh"

# --- the switch --------------------------------------------------------------------------------------------------------

machine; manifest h1 '{"activation":"switch"}'; live
is "A system is switched to without a reboot" "0 ready/done new new 1" "$(outcome)"
machine; touch "$MACHINE/new/fails-to-switch"; manifest h1 '{"activation":"switch"}'; live
is "A switch that fails goes back" "65 gave-up/failed old old 1" "$(outcome)"
says_last "With the switch's own words" "switching to .*/new failed \(1\); the guest is back on .*/old.*Failed to start rose.service"
machine; touch "$MACHINE/new/fails-to-switch"; echo 2 >"$MACHINE/old/fails-to-switch"; manifest h1 '{"activation":"switch"}'; live
says_last "A way back that fails, too, is said" "switching to .*/new failed \(1\); and the guest cannot go back to .*/old \(2\)"
machine; echo 4 >"$MACHINE/new/fails-to-switch"; printf '%s\n' rose.service lily.service >"$MACHINE/new/failed-units"; manifest h1 '{"activation":"switch"}'; live
is "A switch in which units fail is done, when the target is reached" "0 ready/done new new 1" "$(outcome)"
is "The units are counted and named" "the configuration is in force; 2 units failed: rose.service lily.service" "$(last .msg)"
is "Also for the host's program" "rose.service lily.service" "$(last .failedUnits)"
machine; echo 4 >"$MACHINE/new/fails-to-switch"; touch "$MACHINE/new/target-fails"; manifest h1 '{"activation":"switch"}'; live
is "Without its target it goes back" "65 gave-up/failed old old 1" "$(outcome)"
machine; echo 100 >"$MACHINE/new/fails-to-switch"; manifest h1 '{"activation":"switch"}'; live
is "A system that can only be booted is booted" "0 ready/done new new 2" "$(outcome)"
machine; touch "$MACHINE/old/target-fails"; manifest h1 '{"activation":"switch"}'; live
is "Where the running system has not come up, the new one is booted" "0 ready/done new new 2" "$(outcome)"

inhibited() { # OLD'S FILE NEW'S FILE
  machine; printf '%s' "$1" >"$MACHINE/old/switch-inhibitors"; printf '%s' "$2" >"$MACHINE/new/switch-inhibitors"; manifest h1 '{"activation":"switch"}'; live
}
inhibited '{"dbus-implementation":"dbus","b":"1"}' '{"dbus-implementation":"broker","b":"1"}'
is "A switch that NixOS would refuse becomes a restart" "0 ready/done new new 2" "$(outcome)"
is "It says why" "a restart is needed, because NixOS does not switch while these change: dbus-implementation: dbus -> broker" "$(journal | jq -r 'select(.msg | startswith("a restart")) | .msg')"
is "Nothing was switched" "old boot new boot" "$(paste -sd' ' "$MACHINE/switches")"
inhibited '{"dbus-implementation":"dbus"}' '{"dbus-implementation":"dbus","new":"1"}'
is "What only one system names does not hinder" "0 ready/done new new 1" "$(outcome)"
inhibited $'/nix/store/a\n' $'/nix/store/b\n'
is "The first form of the file, lines of paths, is understood" "0 ready/done new new 2" "$(outcome)"

# --- garbage collection ------------------------------------------------------------------------------------------------

roots=nix/var/nix/gcroots
machine; live
is "The image's system keeps a root, because the host's disks omit what it has" "$MACHINE/old" "$(readlink "$MACHINE/$roots/nixhost-base")"
is "So does the system that the host has sent" "$MACHINE/new" "$(readlink "$MACHINE/$roots/nixhost-system")"
rm "$MACHINE/nix/var/nix/profiles/system-1-link"; manifest h2 '{"system":"'"$MACHINE/newer"'"}'; echo "$MACHINE/newer" >"$(disk_of closure)"; live
is "It keeps it, when its generation is gone" "newer $MACHINE/old" "$(current) $(readlink "$MACHINE/$roots/nixhost-base")"
machine; live
is "A whole configuration takes three processes of Nix" "nix-store --check-validity nix-store --import nix-env -p" "$(paste -sd' ' "$MACHINE/nix-commands")"

# --- the way back ------------------------------------------------------------------------------------------------------

machine; touch "$MACHINE/new/target-fails"; live
is "A system that does not reach its target gives way to the old one" "65 gave-up/failed old old 7 3" "$(outcome) $(attempts)"
says_last "With the target" "the new system .*/new did not come up: multi-user.target cannot be reached; the guest is back on .*/old"
machine; rm -r "$MACHINE/boot/grub"; touch "$MACHINE/new/target-fails"
for system in old new; do boots=$((boots + 1)); starts "$MACHINE/$system"; run_once; done
is "Also without a boot loader that boots once: the old one becomes the default again" "verify old boot" "$(journal | jq -r 'select(.state == "error") | .phase') $(tail -n 1 "$MACHINE/switches")"

# --- GRUB's menu -------------------------------------------------------------------------------------------------------

special_machine() {
  local system
  "${1:-machine}"
  for system in old new newer; do
    mkdir -p "$MACHINE/$system/specialisation" "$MACHINE/special-$system"
    ln -s "$MACHINE/special-$system" "$MACHINE/$system/specialisation/desk"
  done
  "$GRUB_MENU" "$MACHINE/old"
}
special_machine; live
is "With specialisations, too, the new system is booted and kept" "0 ready/done new new 2" "$(outcome)"
special_machine; power_on; run_once
is "Its place is found in the menu" "3>0>0" "$(sed -n 's/^next_entry=//p' "$MACHINE/boot/grub/grubenv")"
special_machine; touch "$MACHINE/new/does-not-boot"; live
is "And the old one is returned to" "65 gave-up/failed old old 7 3" "$(outcome) $(attempts)"

# --- systemd-boot ------------------------------------------------------------------------------------------------------

systemd_boot_machine; live
is "systemd-boot boots a new system once, and it is kept" "0 ready/done new new 2" "$(outcome)"
systemd_boot_machine; touch "$MACHINE/new/does-not-boot"; live
is "systemd-boot returns to the old one, after three times" "65 gave-up/failed old old 7 3" "$(outcome) $(attempts)"
systemd_boot_machine; touch "$MACHINE/boot/loader/counts" "$MACHINE/new/does-not-boot"; live
is "Also with counted boots, whose entries have another name" "65 gave-up/failed old old 7 3" "$(outcome) $(attempts)"
special_machine systemd_boot_machine; power_on; run_once
is "With specialisations the system itself is taken" new "$(basename "$(chosen_system)")"
systemd_boot_machine; power_on; touch "$efi_variables/read-only"; run_once
is "Where the firmware's variables cannot be written, the new system becomes the default" "0 reboot/start new no" \
  "$code $(last '.phase + "/" + .state') $(default) $(jq -r .fallback "$MACHINE/var/lib/nixhost/pending.json")"
systemd_boot_machine; power_on; mkdir -p "$MACHINE/boot/grub"; "$GRUB_MENU" "$MACHINE/old"; run_once
is "The files of another boot loader do not mislead" new "$(basename "$(chosen_system)")"
systemd_boot_machine; power_on; run_once; manifest h2 '{"system":"'"$MACHINE/old"'"}'; touch "$MACHINE/old/valid"; run_once
is "A change while a reboot is due takes the entry back" "0 ready/done old" "$code $(last '.phase + "/" + .state') $(basename "$(chosen_system)")"
