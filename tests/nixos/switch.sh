# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2016  # run.sh sets and uses them; the units' scripts are quoted
# Tests the bootstrap's units, as the stand-in renders them, under a real systemd: Debian's or NixOS' own, as the first process of its own
# namespaces. The guest's root is a directory (machine.sh); its systems are directories of units. It needs root.
# shellcheck source=tests/nixos/machine.sh
. "$here/machine.sh"
# shellcheck source=tests/nixos/units.sh
[ -d "$scratch/units" ] || . "$here/units.sh"

systemd=$(for file in /run/current-system/systemd/lib/systemd/systemd /usr/lib/systemd/systemd /lib/systemd/systemd; do [ ! -x "$file" ] || { echo "$file"; break; }; done)
# The real systemctl, and stand-ins for what needs a real NixOS.
systemd_bin=$scratch/systemd-bin
mkdir -p "$systemd_bin"
for command in mv sync mount umount mountpoint ip nix-store nix-build nix-env; do ln -sf "$FAKES/fake" "$systemd_bin/$command"; done

# unit SYSTEM NAME TEXT [WANTED BY]
unit() {
  local directory=$MACHINE/$1/units
  mkdir -p "$directory"
  printf '%s\n' "$3" >"$directory/$2"
  if [ -n "${4:-}" ]; then
    mkdir -p "$directory/$4.wants"
    ln -sf "../$2" "$directory/$4.wants/$2"
  fi
}
oneshot() { # SYSTEM NAME COMMAND [WANTED BY]
  unit "$1" "$2" "[Service]"$'\n'"Type=oneshot"$'\n'"RemainAfterExit=true"$'\n'"TimeoutStartSec=600"$'\n'"ExecStart=/bin/sh -c '$3'" "${4:-multi-user.target}"
}

wanters() { sed -n 's/^WantedBy=//p' "$1"; }

# Makes the machine, and gives each of its systems systemd's targets and our units.
systemd_machine() {
  machine
  rm -r "$MACHINE/boot/grub"
  local system name wanted target directory
  directory=$(cd "$(dirname "$systemd")/../../" && pwd)
  [ -e "$directory/systemd/system/basic.target" ] || directory=/lib
  for system in old new newer; do
    for target in sysinit basic multi-user graphical emergency rescue local-fs network network-pre network-online shutdown umount final reboot sockets timers paths slices; do
      unit "$system" "$target.target" "$(cat "$directory/systemd/system/$target.target")"
    done
    unit "$system" systemd-reboot.service "$(cat "$directory/systemd/system/systemd-reboot.service")"
    unit "$system" emergency.service $'[Unit]\nDefaultDependencies=no\nConflicts=shutdown.target\nBefore=shutdown.target\n[Service]\nExecStart=/bin/sleep infinity'
    ln -sfn multi-user.target "$MACHINE/$system/units/default.target"
    for name in "$units"/nixhost-*.service; do
      [[ $name != *nixhost-network* ]] || continue
      unit "$system" "${name##*/}" "$(cat "$name")"
      mkdir -p "$MACHINE/$system/units/${name##*/}.d"
      printf '%s\n' "[Service]" "Environment=PATH=$systemd_bin:$PATH NIXHOST_ROOT=$MACHINE MACHINE=$MACHINE FAKES=$FAKES GRUB_MENU=$GRUB_MENU NIXHOST_HOST_KEY=/etc/ssh/key.pub" \
        "Environment=NIXHOST_DISK_WAIT=1 NIXHOST_SDK=$sdk NIXHOST_NIXPKGS=$MACHINE/nixpkgs ${trial:-}" >"$MACHINE/$system/units/${name##*/}.d/test.conf"
      for wanted in $(wanters "$name"); do
        mkdir -p "$MACHINE/$system/units/$wanted.wants"
        ln -sf "../${name##*/}" "$MACHINE/$system/units/$wanted.wants/${name##*/}"
      done
    done
    ln -sf "$here/switch/switch-to-configuration" "$MACHINE/$system/bin/switch-to-configuration"
  done
  touch "$MACHINE/new/valid" "$MACHINE/newer/valid"
}

# Starts the machine in a control group of its own. Its boot id is new each time.
systemd_on() { # SYSTEM
  local hierarchy
  hierarchy=$(findmnt -t cgroup2 -n -o TARGET | head -n 1)
  group=$hierarchy/nixhost-test-$$
  mkdir -p "$group"
  rm -rf "$MACHINE/run"
  mkdir -p "$MACHINE/run"
  ln -s "$MACHINE/$1" "$MACHINE/run/current-system"
  cat /proc/sys/kernel/random/uuid >"$MACHINE/proc/sys/kernel/random/boot_id"
  (
    echo "$BASHPID" >"$group/cgroup.procs"
    exec unshare --cgroup --mount --ipc --uts --net --pid --fork --kill-child --mount-proc bash "$here/switch/pid1.sh" "$MACHINE" "$systemd"
  ) >"$scratch/vm/log" 2>&1 &
  machine_pid=$!
  # A restart ends the namespaces by a signal, of which the shell would speak.
  disown "$machine_pid"
}
systemd_off() {
  is_off || kill -KILL "$machine_pid" 2>/dev/null || true
  until_true 10 is_off || true
  # The kernel empties a control group a moment after its last process.
  until_true 10 eval 'find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; [ ! -e "$group" ]' || true
}
inside() { nsenter --all --target "$(pgrep -P "$machine_pid" | head -n 1)" "$@"; }
until_true() { # SECONDS COMMAND…
  local end=$((SECONDS + $1))
  shift
  until "$@"; do [ "$SECONDS" -le "$end" ] || return 1; sleep 0.1; done
}
reported() { [ -n "$(journal 2>/dev/null | jq -r 'select('"$1"') | .seq' 2>/dev/null)" ]; }
# The number of a machine that has gone may be another process's, which is no child of this shell.
is_off() { [ "$(awk '$1 == "PPid:" { print $2 }' "/proc/$machine_pid/status" 2>/dev/null)" != "$$" ]; }
states() { inside systemctl is-active "$@" | paste -sd' '; }
settled='(.phase == "ready" or .state == "failed")'

if [ "$(id -u)" != 0 ] || [ -z "$systemd" ] || ! type -P nsenter unshare findmnt >/dev/null; then
  report no "The switch's tests have what they need" "  missing: root, systemd or util-linux"
else
  # The must: 30 seconds from the start of the machine to a reached target and the report of it.
  trial=""
  systemd_machine; manifest h1 '{"activation":"switch"}'; oneshot new newly.service "sleep 1"
  systemd_on old; until_true 30 reported "$settled" || true
  is "At a first boot a guest switches to its system within 30 seconds" "ready/done new" "$(last '.phase + "/" + .state') $(current)"
  is "What the new system wants for the first time runs" "active active" "$(states newly.service default.target)"
  is "The bootstrap itself was not stopped" "active" "$(states nixhost-bootstrap.service)"

  manifest h2 '{"activation":"switch","system":"'"$MACHINE/newer"'"}'
  oneshot newer broken.service "exit 1"; oneshot newer later.service true graphical.target; ln -sfn graphical.target "$MACHINE/newer/units/default.target"
  inside systemctl --no-block restart nixhost-bootstrap.service
  until_true 30 reported "$settled and .config == \"h2\"" || true
  is "A running guest switches within 30 seconds, also when one of its units fails" "ready/done newer" "$(last '.phase + "/" + .state') $(current)"
  is "The unit that failed is named" "broken.service" "$(last .failedUnits)"
  says_last "And counted" "the configuration is in force; 1 unit failed: broken\.service"
  is "Another default target is reached with what it wants" "active active" "$(states graphical.target later.service)"
  systemd_off

  systemd_machine; manifest h1 '{"activation":"switch"}'
  oneshot new wall.service "exit 1"; unit new graphical.target "$(cat "$MACHINE/old/units/graphical.target")"$'\n[Unit]\nRequires=wall.service\nAfter=wall.service'
  ln -sfn graphical.target "$MACHINE/new/units/default.target"
  systemd_on old; until_true 30 reported '.state == "error" or '"$settled" || true
  is "A switch whose default target cannot be reached goes back" "activate/error old" "$(last '.phase + "/" + .state') $(current)"
  says_last "With the target's name" "graphical\.target.*wall\.service"
  systemd_off

  systemd_machine; manifest h1 '{"activation":"switch"}'
  echo '{"dbus-implementation":"dbus"}' >"$MACHINE/old/switch-inhibitors"; echo '{"dbus-implementation":"broker"}' >"$MACHINE/new/switch-inhibitors"
  systemd_on old; until_true 30 is_off || true
  is "A switch that NixOS would refuse becomes a restart" "reboot/start" "$(last '.phase + "/" + .state')"
  is "And says for what" "a restart is needed, because NixOS does not switch while these change: dbus-implementation: dbus -> broker" \
    "$(journal | jq -r 'select(.msg | startswith("a restart")) | .msg')"
  systemd_off

  # A new system that cannot come up returns to the former one by itself.
  on_trial() {
    systemd_machine; manifest h1
    ln -s "$MACHINE/new" "$MACHINE/nix/var/nix/profiles/system-profiles/nixhost"
    mkdir -p "$MACHINE/var/lib/nixhost/attempts"
    jq -nc --arg system "$MACHINE/new" --arg former "$MACHINE/old" '{config: "h1", $system, boot: "before", fallback: "yes", $former}' >"$MACHINE/var/lib/nixhost/pending.json"
    echo '{"count":1}' >"$MACHINE/var/lib/nixhost/attempts/h1.json"
  }
  reason() { jq -r .reason "$MACHINE/var/lib/nixhost/returned.json"; }
  trial="NIXHOST_EMERGENCY_WAIT=1"
  on_trial
  unit new mnt-data.service $'[Unit]\nDefaultDependencies=no\nBefore=local-fs.target\n[Service]\nType=oneshot\nExecStart=/bin/false' local-fs.target
  unit new local-fs.target "$(cat "$MACHINE/new/units/local-fs.target")"$'\n[Unit]\nRequires=mnt-data.service\nAfter=mnt-data.service'
  systemd_on new
  is "A new system in emergency mode restarts, so that the former one comes back" yes "$(until_true 30 is_off && echo yes)"
  is "And leaves the reason for it" "it is in emergency mode; 1 unit failed: mnt-data.service" "$(reason)"
  systemd_off; systemd_on old; until_true 30 reported '.state == "error"' || true
  is "Which the former one reports" "the new system $MACHINE/new did not come up: it is in emergency mode; 1 unit failed: mnt-data.service; the guest is back on $MACHINE/old" \
    "$(journal | jq -r 'select(.state == "error") | .msg')"
  systemd_off

  trial="NIXHOST_BOOT_WAIT=3"
  on_trial; oneshot new endless.service "sleep 600"; systemd_on new
  is "A new system whose target waits for ever restarts, too" yes "$(until_true 30 is_off && echo yes)"
  is "With the unit that it waits for" "multi-user.target is not reached after 3 seconds; systemd waits for endless.service" "$(reason)"
  systemd_off
  trial="NIXHOST_TRIAL_WAIT=2"
  on_trial; unit new endless.service $'[Unit]\nDefaultDependencies=no\nBefore=sysinit.target\n[Service]\nType=oneshot\nTimeoutStartSec=600\nExecStart=/bin/sleep 600' sysinit.target; systemd_on new
  is "Also when the bootstrap never starts" yes "$(until_true 30 is_off && echo yes)"
  is "With what it waits for" "it has not come up after 2 seconds; systemd waits for endless.service" "$(reason)"
  systemd_off
  trial="NIXHOST_TRIAL_WAIT=1 NIXHOST_EMERGENCY_WAIT=1"
  on_trial; rm "$MACHINE/nix/var/nix/profiles/system-profiles/nixhost"; rm "$MACHINE/var/lib/nixhost/pending.json"
  systemd_on old; until_true 30 reported '.phase == "reboot"' || true
  is "A system that is not on trial stays" "" "$(journal | jq -r 'select(.msg | test("trial|emergency")) | .msg')"
  systemd_off
fi
