# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# The bootstrap's state machine: the real scripts on a guest's root in a directory, with stand-ins (fakes/) for the commands that need a real
# NixOS or root. A boot follows GRUB's rules; systemd's are in `run_service`.
export FAKES=$here/fakes GRUB_MENU=$here/nixpkgs/nixos/stand-in/grub-menu MACHINE
fake_bin=$scratch/bin
mkdir -p "$fake_bin"
for command in mv sync mount umount mountpoint ip systemctl nix-store nix-build nix-env; do ln -s "$FAKES/fake" "$fake_bin/$command"; done

machine() { # a guest as its image is at the first boot, with its disks
  chmod -R u+w "$scratch/vm" 2>/dev/null || true
  rm -rf "$scratch/vm"
  MACHINE=$scratch/vm/root boots=0
  local system profiles=$MACHINE/nix/var/nix/profiles
  mkdir -p "$MACHINE"/{boot/grub,etc,run,dev,proc/sys/kernel/random,var/lib} "$profiles/system-profiles" "$MACHINE/nixpkgs/nixos"
  touch "$MACHINE/nixpkgs/nixos/default.nix"
  # Without its key the guest would wait for it at each boot.
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
disk_of() { # NAME[-part1]: the device, which is a directory, or a file where there is no file system
  local name=${1%-part1} block
  block=$MACHINE/sys/block/vd$name
  mkdir -p "$block"
  # The kernel writes no end of line.
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

# The machine starts: GRUB takes next_entry once, else its first entry. A system with the file does-not-boot never gets further; the next
# start is another one.
power_on() {
  local entry system
  while :; do
    boots=$((boots + 1))
    entry=$(sed -n 's/^next_entry=//p' "$MACHINE/boot/grub/grubenv" 2>/dev/null || true)
    [ -z "$entry" ] || sed -i 's/^next_entry=.*/next_entry=/' "$MACHINE/boot/grub/grubenv"
    system=$(menu_entry "${entry:-0}")
    [ -e "$system/does-not-boot" ] || break
    [ "$boots" -lt 20 ] || break
  done
  rm -rf "$MACHINE/run"
  mkdir -p "$MACHINE/run"
  ln -s "$system" "$MACHINE/run/current-system"
  echo "boot-$boots" >"$MACHINE/proc/sys/kernel/random/boot_id"
  : >"$MACHINE/systemctl"
}
menu_entry() { # "2" or "2>0"
  awk -v wanted="$1" '
    BEGIN { count = split(wanted, place, ">") }
    /^(menuentry|submenu)/ {
      if (depth == 0) { here = (top++ == place[1]); inner = 0 } else inHere = (inner++ == place[2])
      depth++
      next
    }
    /^}/ { depth--; next }
    /init=/ && here && (count == 1 || inHere) { sub(/.*init=/, ""); sub(/\/init.*/, ""); print; exit }
  ' depth=0 top=0 "$MACHINE/boot/grub/grub.cfg"
}

# The service as its unit has it: again after a failure, not after 65 or 78. Sets code.
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
  # The braces: a shell says so when what it waits for is killed.
  { (
    echo "$BASHPID" >"$scratch/vm/pid"
    exec env PATH="$fake_bin:$PATH" NIXHOST_ROOT="$MACHINE" NIXHOST_DISK_WAIT=1 NIXHOST_SDK="$sdk" NIXHOST_FIRMWARE=bios \
      NIXHOST_NIXPKGS="$MACHINE/nixpkgs" NIXHOST_HOST_KEY=/etc/ssh/key.pub bash "$sdk/bootstrap.sh"
  ) >"$scratch/vm/log" 2>&1 || code=$?; } 2>/dev/null
}
# Starts until nothing is left to do: a reboot that was asked for is carried out. A killed machine is switched on again.
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
default() { basename "$(menu_entry 0)"; }
# is TITLE WANTED GOT; what the machine said comes with a failure.
is() {
  if [ "$2" = "$3" ]; then report ok "$1" ""
  else report no "$1" "  wanted $2"$'\n'"  got    $3"$'\n'"$(tail -n 12 "$scratch/vm/log" 2>/dev/null; journal 2>/dev/null | tail -n 5)"; fi
}
outcome() { echo "$code $(last '.phase + "/" + .state') $(current) $(default) $boots"; }
says_last() { if [[ $(last .msg) =~ $2 ]]; then report ok "$1" ""; else report no "$1" "  wanted $2"$'\n'"  got    $(last .msg)"; fi; }
attempts() { journal | jq -s 'map(select(.phase == "stage" and .state == "start")) | length'; }

# --- it works ----------------------------------------------------------------------------------------------------------

machine; echo 192.168.1.12/24 >"$MACHINE/address"
live
is "A closure from the host is booted and kept" "0 ready/done new new 2" "$(outcome)"
is "The report of the end says system, address and host key" "$MACHINE/new 192.168.1.12/24 ssh-ed25519 AAAAkey" "$(last '"\(.system) \(.address) \(.hostKey)"')"
is "The host's folders lie in one tree" "{ } { }" "$(cat "$MACHINE/etc/nixos/common/default.nix") $(cat "$MACHINE/etc/nixos/hosts/self/configuration.nix")"
is "The phases are told in their order" "init stage build activate reboot init verify ready" "$(journal | jq -r .phase | paste -sd' ')"
is "Every report is numbered, dated, of its boot and attempt, and says what the guest can do" "8 8 0" \
  "$(journal | jq -s -r '"\(map(.seq) | unique | length) \(map(select(.v == 1 and (.ts | length) == 20 and .features == ["reload"])) | length) \(map(select((.msg | length) > 4000)) | length)"')"
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
machine; manifest h1 '{"activation":"switch"}'; live
is "A system is switched to without a reboot" "0 ready/done new new 1" "$(outcome)"
machine; power_on; rm -r "$MACHINE/boot/grub"; run_service
is "Without GRUB the new system is the default at once" "0 reboot/start" "$code $(last '.phase + "/" + .state')"
is "Its own program told the boot loader so" "new boot" "$(tail -n 1 "$MACHINE/switches")"
machine; touch "$MACHINE/new/valid"; manifest h1 '{"closureDisk":null}'; live
is "A system that the guest has needs no closure" "0 ready/done new new 2" "$(outcome)"
machine; mkdir -p "$MACHINE/etc/nixos"; echo mine >"$MACHINE/etc/nixos/configuration.nix"; live
is "What was in /etc/nixos stays beside it" mine "$(cat "$MACHINE/etc/nixos.before-nixhost/configuration.nix")"

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
machine; touch "$MACHINE/new/fails-to-switch"; manifest h1 '{"activation":"switch"}'; live
is "A switch that fails goes back" "65 gave-up/failed old old 1" "$(outcome)"
says_last "With the switch's own words" "Failed to start rose.service"
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
bad "A manifest that is no JSON" "is not valid: it is no JSON" '{'
bad "A manifest of another version" "version is 2; this guest understands 1" '{"version":2,"configHash":"h","mode":"rebuild"}'
bad "A manifest without a hash" "configHash is null" '{"version":1,"mode":"rebuild"}'
bad "A hash that is a path" 'configHash is "\.\./x"' '{"version":1,"configHash":"../x","mode":"rebuild"}'
bad "An unknown mode" 'mode is "magic"' '{"version":1,"configHash":"h","mode":"magic"}'
bad "A target that leads elsewhere" 'target is "/etc/nixos/\.\./passwd"' "$good"',"disks":[{"name":"x","target":"/etc/nixos/../passwd"}]}'
bad "A relative target" 'target is "etc"' "$good"',"disks":[{"name":"x","target":"etc"}]}'
bad "An entry outside" 'entry is "\.\./x"' '{"version":1,"configHash":"h","mode":"rebuild","entry":"../x"}'
machine; rm "$(disk_of config-part1)/nixhost.json"; live
says_last "A disk without a manifest" "nixhost.json on the disk 'config' is not valid: it is not there"

# --- the base's network -------------------------------------------------------------------------------------------------

network() { # MANIFEST'S NETWORK: what systemd-networkd gets
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

# --- asked by the host -------------------------------------------------------------------------------------------------

machine; rm -r "$(disk_of selfConfig-part1)"; live; disk selfConfig-part1 configuration.nix '{ }'; mkdir -p "$MACHINE/run/nixhost"; echo h1 >"$MACHINE/run/nixhost/asked"; run_service
is "Asked again for what it gave up, the guest starts anew" "0 reboot/start" "$code $(last '.phase + "/" + .state')"
machine; live; (sleep 0.4; manifest h2 '{"system":"'"$MACHINE/newer"'"}') & echo "$MACHINE/newer" >"$(disk_of closure)"; echo h2 >"$MACHINE/run/nixhost/asked"; run_service; wait $!
is "Disks that come a moment after the host's word are awaited" "0 reboot/start h2" "$code $(last '.phase + "/" + .state + " " + .config')"

# --- power cuts --------------------------------------------------------------------------------------------------------

# At every command that changes something, over the whole way from the first boot to the end: the next boots come to the same end.
kill_at=0 bad_cuts=""
while :; do
  kill_at=$((kill_at + 1))
  machine; echo 0 >"$scratch/vm/count"
  KILL_AT=$kill_at live
  [ "$(<"$scratch/vm/count")" -ge "$kill_at" ] || break
  [ "$code $(last '.phase + "/" + .state') $(current) $(default) $(attempts)" = "0 ready/done new new 1" ] && continue
  [ "$code $(last '.phase + "/" + .state') $(current) $(default)" = "0 ready/done new new" ] && [ "$(attempts)" -le 2 ] &&
    [ "$(journal | jq -s 'map(.seq) | length - (unique | length)')" = 0 ] && continue
  bad_cuts+=" $kill_at:$(outcome),$(attempts)"
done
is "A power cut anywhere (of $kill_at places) is survived, with two attempts at most" "" "$bad_cuts"
is "The cuts were many" yes "$([ "$kill_at" -gt 20 ] && echo yes)"
