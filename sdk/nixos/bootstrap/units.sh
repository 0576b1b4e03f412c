# shellcheck shell=bash
# What systemd says of the guest's units. A system has come up when its default target is reached.
# shellcheck disable=SC2154,SC2034  # common.sh, journal.sh; obstacle is the caller's
# Seconds that a system may take to its default target, after the bootstrap has begun.
boot_wait=${NIXHOST_BOOT_WAIT:-600}

default_target() { systemctl show --property=Id --value default.target 2>/dev/null || echo default.target; }

# Prints the units that failed, also those that systemd starts again and again.
failed_units() { systemctl list-units --state=failed,auto-restart --plain --no-legend --no-pager 2>/dev/null | awk 'NR <= 20 { print $1 }' | paste -sd' '; }

# "2 units failed: a.service b.service", or nothing.
failures() { # UNITS
  local units
  read -ra units <<<"$1"
  case ${#units[@]} in
    0) ;;
    1) echo "1 unit failed: $1" ;;
    *) echo "${#units[@]} units failed: $1" ;;
  esac
}

# come_up: waits for the default target, and sets obstacle when it is not reached. Nothing is started: systemd's own job is waited for.
come_up() {
  local now end told units
  obstacle=""
  read -r now _ </proc/uptime
  end=$((${now%.*} + boot_wait)) told=$((${now%.*} + 10))
  until systemctl is-active --quiet default.target; do
    read -r now _ </proc/uptime
    if ! is_awaited; then
      # The job may have ended between the two questions.
      ! systemctl is-active --quiet default.target || return 0
      units=$(failures "$(failed_units)")
      obstacle="$(default_target) cannot be reached${units:+; $units}"
      return 1
    fi
    if [ "${now%.*}" -gt "$end" ]; then
      obstacle="$(default_target) is not reached after $boot_wait seconds; systemd waits for $(awaited_units)"
      return 1
    fi
    if [ "${now%.*}" -gt "$told" ]; then
      report start "systemd waits for $(awaited_units)"
      told=$((end + 1))
    fi
    sleep 0.5
  done
}

is_awaited() { systemctl show --property=Job --value default.target 2>/dev/null | grep -q '^[1-9]'; }
awaited_units() { systemctl list-jobs --plain --no-legend --no-pager 2>/dev/null | awk '$4 == "running" && n++ < 10 { print $2 }' | paste -sd' '; }
