# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests the bootstrap's state machine with the real scripts, on a guest's root in a directory (machine.sh).
# shellcheck source=tests/nixos/machine.sh
. "$here/machine.sh"

# --- it works ----------------------------------------------------------------------------------------------------------

machine; echo 192.168.1.12/24 >"$MACHINE/address"
live
is "A closure from the host is booted and kept" "0 ready/done new new 2" "$(outcome)"
is "The report of the end says system, address and host key" "$MACHINE/new 192.168.1.12/24 ssh-ed25519 AAAAkey" "$(last '"\(.system) \(.address) \(.hostKey)"')"
is "The host's folders lie in one tree" "{ } { }" "$(cat "$MACHINE/etc/nixos/common/default.nix") $(cat "$MACHINE/etc/nixos/hosts/self/configuration.nix")"
is "The phases are told in their order" "init stage build activate reboot init verify ready" "$(journal | jq -r .phase | paste -sd' ')"
is "Every report is numbered, dated, of its boot and attempt, and says what the guest can do" "8 8 0" \
  "$(journal | jq -s -r '"\(map(.seq) | unique | length) \(map(select(.v == 1 and (.ts | length) == 20 and .features == ["reload"])) | length) \(map(select((.msg | length) > 4000)) | length)"')"
message=$'a "quote", a \\ and a tab\there\n\u00fc \x01 and $(no command)'
is "A message arrives as it was, whatever is in it" "$message" "$(
  NIXHOST_ROOT=$MACHINE bash -euc '. "$1/common.sh"; . "$1/journal.sh"; mkdir -p "$run"; report error "$2" "{\"system\":\"s\"}"' - "$sdk/bootstrap" "$message" 2>/dev/null
  last 'select(.system == "s") | .msg')"
is "The candidate's own profile is gone" "" "$(ls "$MACHINE/nix/var/nix/profiles/system-profiles")"
disk nixConfig-part1 common/default.nix '{ } # a word'; live
is "Nothing happens twice for one configuration" "0 ready/done new new 3" "$(outcome)"
is "But the host's folders are as they are now" "{ } # a word" "$(cat "$MACHINE/etc/nixos/common/default.nix")"
is "One attempt was enough" 1 "$(attempts)"

manifest h2 '{"system":"'"$MACHINE/newer"'"}'; echo "$MACHINE/newer" >"$(disk_of closure)"; live
is "A changed configuration is applied at the next boot" "0 ready/done newer newer 5" "$(outcome)"
manifest h3 '{"system":"'"$MACHINE/newer"'"}'; live
is "The same system under another hash needs no reboot" "0 ready/done newer newer 6" "$(outcome)"

machine; manifest h1 "$rebuild"; live
is "A configuration is rebuilt inside the guest" "0 ready/done new new 2" "$(outcome)"
is "What is built imports the configuration and the guest's module" 2 "$(grep -cE "^    ($MACHINE/etc/nixos/hosts/self/configuration.nix|$sdk/guest.nix)$" "$MACHINE/var/lib/nixhost/configuration.nix")"
machine; power_on; rm -r "$MACHINE/boot/grub"; run_service
is "Without GRUB the new system is the default at once" "0 reboot/start" "$code $(last '.phase + "/" + .state')"
is "Its own program told the boot loader so" "new boot" "$(tail -n 1 "$MACHINE/switches")"
machine; touch "$MACHINE/new/valid"; manifest h1 '{"closureDisk":null}'; live
is "A system that the guest has needs no closure" "0 ready/done new new 2" "$(outcome)"
machine; mkdir -p "$MACHINE/etc/nixos"; echo mine >"$MACHINE/etc/nixos/configuration.nix"; live
is "What was in /etc/nixos stays beside it" mine "$(cat "$MACHINE/etc/nixos.before-nixhost/configuration.nix")"

mount_folder() { cp -r "$(disk_of "$1")/." "$MACHINE$2/"; echo "$MACHINE$2" >>"$MACHINE/run/mounts"; }
machine; power_on; mkdir -p "$MACHINE/etc/nixos/hosts/self"
mount_folder nixConfig-part1 /etc/nixos; mount_folder selfConfig-part1 /etc/nixos/hosts/self
chmod a-w "$MACHINE/etc/nixos/common"; run_service; chmod u+w "$MACHINE/etc/nixos/common"
is "Folders that the configuration mounts itself stay where they are" "0 reboot/start 2" "$code $(last '.phase + "/" + .state') $(wc -l <"$MACHINE/run/mounts")"
is "Nothing is left beside them" "" "$(ls -d "$MACHINE"/etc/.nixos.* "$MACHINE"/etc/nixos.before-nixhost 2>/dev/null)"
machine; power_on; mkdir -p "$MACHINE/etc/nixos/hosts/self"; mount_folder selfConfig-part1 /etc/nixos/hosts/self
echo mine >"$MACHINE/etc/nixos/configuration.nix"; run_service
is "A mount of something else is no place for them" "78 stage/failed mine" "$code $(last '.phase + "/" + .state') $(cat "$MACHINE/etc/nixos/configuration.nix")"
says_last "It is named" '/etc/nixos/hosts/self is a mount point, and /etc/nixos differs from the host.s folders'
machine; disk config-part1 authorized_keys/root "ssh-ed25519 AAAA me"; live
is "Public keys are installed" "ssh-ed25519 AAAA me" "$(cat "$MACHINE/var/lib/nixhost/authorized_keys.d/root")"
rm -r "$(disk_of config-part1)/authorized_keys"; live
is "Keys that the host took back are gone" "" "$(ls "$MACHINE/var/lib/nixhost/authorized_keys.d")"
machine; disk ssh-part1 id_ed25519 key
manifest h1 '{"disks":[{"name":"nixConfig","target":"/etc/nixos"},{"name":"selfConfig","target":"/etc/nixos/hosts/self"},{"name":"ssh","target":"/root/.ssh"}]}'; live
is "A folder outside /etc/nixos is mounted" key "$(cat "$MACHINE/root/.ssh/id_ed25519")"
is "At every boot" "/root/.ssh" "$(cat "$MACHINE/run/nixhost/mounted")"

# --- it fails ----------------------------------------------------------------------------------------------------------

machine; rm -r "$(disk_of config-part1)"; live
is "Without a manifest there is nothing to do" "0 idle/done old old 1" "$(outcome)"
machine; rm -r "$(disk_of selfConfig-part1)"; live
is "A missing disk is tried three times, then given up" "65 gave-up/failed old old 1" "$(outcome)"
says_last "The disk is named" "after 3 attempts; the last one: there is no disk 'selfConfig' \(serial nixhost-selfConfig\)"
is "Three attempts were made" 3 "$(attempts)"
live
is "Given up stays given up at the next boot" "65 gave-up/failed old old 2 3" "$(outcome) $(attempts)"
disk selfConfig-part1 configuration.nix '{ }'; manifest h2; live
is "A good configuration recovers from it" "0 ready/done new new 4" "$(outcome)"
machine; printf nixhost-other >"$MACHINE/sys/block/vdselfConfig/serial"; mv "$MACHINE/dev/vdselfConfig1" "$MACHINE/dev/vdx1"; mkdir "$MACHINE/dev/vdselfConfig1"
mkdir "$MACHINE/sys/block/vdx"; touch "$MACHINE/sys/block/vdx/vdx1"; printf nixhost-selfConfig >"$MACHINE/sys/block/vdx/serial"; live
is "A disk is known by its serial, when another has its former name" "{ }" "$(cat "$MACHINE/etc/nixos/hosts/self/configuration.nix")"
machine; late=$MACHINE/sys/block/vdselfConfig/vdselfConfig1; rm "$late"; mkdir "$MACHINE/dev/vdselfConfig"; touch "$MACHINE/dev/vdselfConfig/unreadable"
(sleep 0.5; touch "$late") & power_on; run_once; wait $!
is "A disk whose partition comes late is waited for" "0 reboot/start 1" "$code $(last '.phase + "/" + .state') $(attempts)"
machine; touch "$(disk_of nixConfig-part1)/unreadable"; live
says_last "A disk that cannot be read is named" "the disk 'nixConfig' \(serial nixhost-nixConfig\) cannot be read"

machine; manifest h1 "$rebuild"; echo syntax >"$MACHINE/build"; live
is "A syntax error is not tried again" "78 build/failed old old 1 1" "$(outcome) $(attempts)"
says_last "The guest says where it is, without colours" "error: syntax error, unexpected '}' at /etc/nixos/hosts/self/configuration.nix:3:1"
live; live; live
is "Not even by rebooting more than three times" "65 gave-up/failed old old 4 3" "$(outcome) $(attempts)"
says_last "And the reason is still said" "gave up after 3 attempts.*syntax error"
echo good >"$MACHINE/build"; manifest h2 "$rebuild"; live
is "A good configuration recovers from a bad one" "0 ready/done new new 6" "$(outcome)"
machine; manifest h1 "$rebuild"; echo offline >"$MACHINE/build"; power_on; run_once
is "A download that failed is tried again" "75 build/error" "$code $(last '.phase + "/" + .state')"
echo good >"$MACHINE/build"; run_once
is "And may succeed" "0 reboot/start" "$code $(last '.phase + "/" + .state')"
machine; manifest h1 "$rebuild"; echo broken >"$MACHINE/build"; live
is "A build that fails three times is given up" "65 gave-up/failed old old 1 3" "$(outcome) $(attempts)"
machine; echo truncated >"$(disk_of closure)"; live
is "A closure that cannot be imported is given up" "65 gave-up/failed old old 1" "$(outcome)"
says_last "With Nix's own words" "importing .*/new failed.*unexpected end-of-file"
machine; : >"$(disk_of closure)"; live
is "A closure without its system is not tried again" "78 build/failed old old 1" "$(outcome)"
machine; rm "$(disk_of closure)"; live
says_last "A missing closure is named" "there is no disk 'closure' \(serial nixhost-closure\)"
machine; touch "$MACHINE/old/fails-to-boot"; live
says_last "A boot loader that cannot be written is said" "cannot be given to the boot loader"

machine; touch "$MACHINE/new/does-not-boot"; live
is "A system that does not boot leaves the old one in place, after three times" "65 gave-up/failed old old 7 3" "$(outcome) $(attempts)"
says_last "With that reason" "the new system .*/new did not boot; the guest is back on .*/old"
live
is "No reboot loop" "65 gave-up/failed old old 8 3" "$(outcome) $(attempts)"
manifest h2 '{"system":"'"$MACHINE/newer"'"}'; echo "$MACHINE/newer" >"$(disk_of closure)"; live
is "And a good one recovers" "0 ready/done newer newer 10" "$(outcome)"
is "Its system is the profile's" "$MACHINE/newer" "$(readlink -f "$MACHINE/nix/var/nix/profiles/system")"

machine; live; ln -sfn "$MACHINE/old" "$MACHINE/run/current-system"; run_service
is "A rollback by the boot menu is respected" "0 ready/done old new 2" "$(outcome)"
machine; power_on; run_once; manifest h2 '{"system":"'"$MACHINE/newer"'"}'; echo "$MACHINE/newer" >"$(disk_of closure)"; run_service; live
is "A change while a reboot is due wins" "0 ready/done newer newer 2" "$(outcome)"

# --- the manifest ------------------------------------------------------------------------------------------------------

bad() { # title, extended regex, the manifest's text
  machine; disk config-part1 nixhost.json "$3"; live
  is "$1" "78 init/failed old" "$code $(last '.phase + "/" + .state') $(current)"
  says_last "$1: the message" "$2"
}
good='{"version":1,"configHash":"h","mode":"closure","system":"/nix/store/x-y"'
bad "A manifest that is not JSON" "is not valid: it is not JSON" '{'
bad "A manifest of another version" "version is 2; this guest understands 1" '{"version":2,"configHash":"h","mode":"rebuild"}'
bad "A manifest without a hash" "configHash is null" '{"version":1,"mode":"rebuild"}'
bad "A hash that is a path" 'configHash is "\.\./x"' '{"version":1,"configHash":"../x","mode":"rebuild"}'
bad "An unknown mode" 'mode is "magic"' '{"version":1,"configHash":"h","mode":"magic"}'
bad "A target that leads elsewhere" 'target is "/etc/nixos/\.\./passwd"' "$good"',"disks":[{"name":"x","target":"/etc/nixos/../passwd"}]}'
bad "A relative target" 'target is "etc"' "$good"',"disks":[{"name":"x","target":"etc"}]}'
bad "An entry outside" 'entry is "\.\./x"' '{"version":1,"configHash":"h","mode":"rebuild","entry":"../x"}'
machine; rm "$(disk_of config-part1)/nixhost.json"; live
says_last "A disk without a manifest" "nixhost.json on the disk 'config' is not valid: the file is missing"

# --- the base's network -------------------------------------------------------------------------------------------------

network() { # MANIFEST'S NETWORK: prints the file that systemd-networkd gets
  machine; power_on; manifest h1 "{\"network\":$1}"
  PATH="$fake_bin:$PATH" NIXHOST_ROOT="$MACHINE" NIXHOST_NETWORK_WAIT=1 bash "$sdk/bootstrap/network.sh" >"$scratch/vm/log" 2>&1 || echo "exit $?"
  grep -sv '^#' "$MACHINE/run/systemd/network/05-nixhost.network" | paste -sd' '
}
is "The manifest's network is systemd-networkd's" \
  "[Match] MACAddress=52:54:00:00:00:01 [Link] RequiredForOnline=routable [Network] DHCP=no Address=192.168.1.12/24 Gateway=192.168.1.1 DNS=9.9.9.9" \
  "$(network '{"mac":"52:54:00:00:00:01","addresses":["192.168.1.12/24"],"gateway":"192.168.1.1","dns":["9.9.9.9"]}')"
is "Only the address must be said" "[Match] Type=ether [Link] RequiredForOnline=routable [Network] DHCP=no Address=10.0.0.2/8" "$(network '{"addresses":["10.0.0.2/8"]}')"
is "Without a network there is no file" "" "$(network null)"
is "Nothing but addresses gets into it" "" "$(network '{"addresses":["10.0.0.2/8\\n[Match]\\nName=lo"]}')"
unmanaged() { # MANIFEST'S NETWORK: prints the file that NetworkManager gets
  NIXHOST_NETWORK_MANAGER=1 network "$1" >/dev/null
  paste -sd' ' <"$MACHINE/run/NetworkManager/conf.d/05-nixhost.conf"
}
is "NetworkManager leaves the manifest's card to systemd-networkd" "[device-nixhost] match-device=mac:52:54:00:00:00:01 managed=0" \
  "$(unmanaged '{"mac":"52:54:00:00:00:01","addresses":["192.168.1.12/24"]}')"
is "And every card where the manifest names none" "[device-nixhost] match-device=type:ethernet managed=0" "$(unmanaged '{"addresses":["10.0.0.2/8"]}')"
is "Without NetworkManager it gets no file" "gone" "$(network '{"addresses":["10.0.0.2/8"]}' >/dev/null; [ -e "$MACHINE/run/NetworkManager" ] || echo gone)"

# --- asked by the host -------------------------------------------------------------------------------------------------

machine; rm -r "$(disk_of selfConfig-part1)"; live; disk selfConfig-part1 configuration.nix '{ }'; mkdir -p "$MACHINE/run/nixhost"; echo h1 >"$MACHINE/run/nixhost/asked"; run_service
is "Asked again for what it gave up, the guest starts anew" "0 reboot/start" "$code $(last '.phase + "/" + .state')"
machine; live; (sleep 0.4; manifest h2 '{"system":"'"$MACHINE/newer"'"}') & echo "$MACHINE/newer" >"$(disk_of closure)"; echo h2 >"$MACHINE/run/nixhost/asked"; run_service; wait $!
is "Disks that come a moment after the host's word are awaited" "0 reboot/start h2" "$code $(last '.phase + "/" + .state + " " + .config')"

