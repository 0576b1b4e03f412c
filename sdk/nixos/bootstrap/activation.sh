# shellcheck shell=bash
# Puts a system into force, by a restart or by a switch, and decides whether it is kept.
# shellcheck disable=SC2154,SC2034  # bootstrap.sh and what it sources
applied=$state/applied.json pending=$state/pending.json returned=$state/returned.json

keep() { # SYSTEM MESSAGE: makes the running system the default
  boot_always "$1" >"$log" 2>&1 || fail 75 "$1 runs, but cannot be made the default of the boot loader" "$log"
  accept "$1" "$2"
}

accept() { # SYSTEM MESSAGE
  put "$applied" "$(jq -nc --arg config "$hash" --arg system "$1" '{$config, $system}')"
  rm -f "$pending" "$returned" "$(attempts_file)"
  ready "$2"
}

restart() { # SYSTEM
  phase=reboot
  report start "rebooting into $1"
  sync
  systemctl --no-block reboot
  finish
}

# Checks whether a system that was to be booted has come up.
settle_pending() {
  local wanted running reason
  if [ "$(field "$pending" config)" != "$hash" ]; then
    # The boot entry of an earlier configuration is obsolete.
    clear_next_entry
    rm -f "$pending"
    return
  fi
  wanted=$(field "$pending" system)
  running=$(current_system)
  # The boot id is unchanged, so the reboot has not happened yet.
  [ "$(field "$pending" boot)" != "$boot" ] || restart "$wanted"
  phase=verify
  if [ "$running" = "$wanted" ]; then
    come_up || give_back "$running" "$(field "$pending" former)"
    report "done" "the new system has booted"
    keep "$wanted" "the configuration is in force"
  fi
  reason="the new system $wanted did not boot; the guest is back on $running"
  [ "$(field "$returned" system)" != "$wanted" ] || reason="the new system $wanted did not come up: $(field "$returned" reason); the guest is back on $running"
  rm -f "$pending" "$returned"
  # shellcheck disable=SC2034  # loader.sh
  install_loader=1
  remember_attempt "$reason"
  report error "$reason"
}

# A system that does not reach its default target gives way to the former one, which is still the boot loader's default.
give_back() { # SYSTEM FORMER
  report error "$obstacle"
  put "$returned" "$(jq -nc --arg system "$1" --arg reason "$obstacle" '{$system, $reason}')"
  if [ "$(field "$pending" fallback)" != yes ]; then
    # This boot loader cannot boot a system once, so the former one becomes its default again.
    if ! { [ -e "$2" ] && boot_always "$2"; } >"$log" 2>&1; then
      fail 75 "$1 did not come up ($obstacle), and the former system cannot be made the default again" "$log"
    fi
  fi
  restart "$2"
}

activate() {
  local running
  phase=activate
  running=$(current_system)
  if [ "$system" = "$running" ]; then
    come_up || true
    keep "$system" "the configuration is in force; the system is the same as before"
  fi
  report start "$system" "$(jq -nc --arg system "$system" '{$system}')"
  [ "$(said activation reboot)" != switch ] || try_switch "$running"
  boot_once "$system" "$running" >"$log" 2>&1 || fail 75 "$system cannot be given to the boot loader" "$log"
  sync
  rm -f "$returned"
  put "$pending" "$(jq -nc --arg config "$hash" --arg system "$system" --arg boot "$boot" --arg fallback "$fallback" --arg former "$running" \
    '{$config, $system, $boot, $fallback, $former}')"
  restart "$system"
}

# Switches to the system, or returns when only a restart leads to it.
try_switch() { # FORMER
  local code=0 changes
  changes=$(inhibitors "$1" "$system")
  if [ -n "$changes" ]; then
    report start "a restart is needed, because NixOS does not switch while these change: $changes"
    return
  fi
  # A switch starts only targets that have been reached, and waits for their jobs, so it would not end.
  if ! come_up; then
    report start "a restart is needed, because the running system has not come up: $obstacle"
    obstacle=""
    return
  fi
  drop_candidate
  set_profile "$profile" "$system" >"$log" 2>&1 || fail 75 "$system cannot be given to the profile" "$log"
  limited_switch "$system" || code=$?
  if [ "$code" = 100 ] || grep -qs "switchInhibitors.* failed" "$log"; then
    set_profile "$profile" "$1" >>"$log" 2>&1 || true
    report start "a restart is needed, because the switch was refused: $(last_lines "$log")"
    return
  fi
  # 4 says that units failed. The target decides whether the system is in force without them.
  if [ "$code" = 0 ] || [ "$code" = 4 ]; then
    # The new system may have another default target, which has not been started yet.
    systemctl is-active --quiet default.target || systemctl start --no-block default.target >/dev/null 2>&1 || true
    ! come_up || accept "$system" "the configuration is in force"
    switch_back "$1" "switching to $system failed: $obstacle"
  fi
  switch_back "$1" "switching to $system failed ($code)"
}

switch_back() { # FORMER MESSAGE
  local code=0
  mv "$log" "$log.failed"
  set_profile "$profile" "$1" >"$log" 2>&1 && limited_switch "$1" || code=$?
  case $code in
    0 | 4) fail 75 "$2; the guest is back on $1" "$log.failed" ;;
    *) fail 75 "$2; and the guest cannot go back to $1 ($code)" "$log" ;;
  esac
}

# A unit that never starts must not hold the guest for ever.
limited_switch() { timeout --kill-after=30 "$boot_wait" env "NIXOS_INSTALL_BOOTLOADER=${install_loader:-0}" "$1/bin/switch-to-configuration" switch >>"$log" 2>&1; }

# inhibitors OLD NEW: prints what changes of the things that NixOS does not change under a running system, as "name: old -> new", or nothing.
# Each system names them in switch-inhibitors: as an object, and as lines in the first releases that had the file.
inhibitors() {
  local old=$1/switch-inhibitors new=$2/switch-inhibitors
  [ -f "$old" ] && [ -f "$new" ] || return 0
  jq -nr --rawfile old "$old" --rawfile new "$new" '
    def parsed: try fromjson catch null;
    ($old | parsed) as $a | ($new | parsed) as $b
    | if ($a | type) == "object" and ($b | type) == "object" then
        [$a | to_entries[] | select(.key | in($b)) | select(.value != $b[.key]) | "\(.key): \(.value) -> \($b[.key])"] | join(", ")
      elif $a == null and $b == null and $old != $new then "the packages in switch-inhibitors"
      else "" end'
}
