# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# systemd itself checks the unit files that the stand-in renders, and shellcheck the scripts.
units=$scratch/units
rendered=$(nix-instantiate --eval --strict --json "${nix_options[@]}" --read-write-mode --expr '
  { sdk, nixpkgs }: let
    config = (import (/. + nixpkgs + "/nixos/lib/eval-config.nix") {
      system = "x86_64-linux";
      modules = [ (/. + sdk + "/guest.nix") { services.openssh.enable = true; } ];
    }).config;
  in builtins.mapAttrs (_: builtins.unsafeDiscardStringContext) config.standIn.units' --argstr sdk "$sdk" --argstr nixpkgs "$here/nixpkgs")
mkdir -p "$units"
# systemd wants existing programs, and the unit's programs exist only in a built system.
while IFS=$'\t' read -r name text; do
  printf '%b' "$text" | sed 's#^ExecStart=[^ ]*/bin/bash#ExecStart=/bin/bash#' >"$units/${name##*/}"
done < <(jq -r 'to_entries[] | [.key, .value] | @tsv' <<<"$rendered")
for unit in nixhost-bootstrap nixhost-carrier nixhost-network nixhost-trial; do
  if [ ! -s "$units/$unit.service" ]; then report no "$unit.service is rendered" "  there are: $(ls "$units")"
  # systemd knows only this machine's units, so complaints about other units are ignored.
  elif said=$(SYSTEMD_UNIT_PATH="$units:" SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$units/$unit.service" 2>&1) &&
    ! grep -F "$unit.service:" <<<"$said" >"$scratch/complaints"
  then report ok "systemd reads $unit.service" ""
  else report no "systemd reads $unit.service" "$said"; fi
done
# A broken unit shows that the check can fail.
sed 's/^Restart=.*/Restart=sometimes/' "$units/nixhost-bootstrap.service" >"$units/wrong.service"
said=$(SYSTEMD_UNIT_PATH="$units:" SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$units/wrong.service" 2>&1) || true
if [[ $said == *wrong.service:*restart* ]]; then report ok "systemd refuses a wrong unit" ""; else report no "systemd refuses a wrong unit" "$said"; fi

if said=$(cd "$sdk/../.." && shellcheck -x sdk/nixos/bootstrap.sh sdk/nixos/bootstrap/*.sh 2>&1)
then report ok "shellcheck finds nothing in the scripts" ""
else report no "shellcheck finds nothing in the scripts" "$said"; fi
