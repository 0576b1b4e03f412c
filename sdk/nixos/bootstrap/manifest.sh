# shellcheck shell=bash
# The host writes the manifest, nixhost.json, and the public keys beside it to the disk nixhost-config. Both are copied, so that
# the disk can be removed at any time.
# shellcheck disable=SC2154  # common.sh, disks.sh
manifest=$run/manifest/nixhost.json

declare -A said=()

# All fields are read at once, because a guest without KVM takes a fifth of a second for each start of jq.
take_manifest() { # DIRECTORY
  local name value
  rm -rf "$run/manifest"
  cp -r --no-preserve=mode,ownership "$1" "$run/manifest"
  said=()
  while IFS=$'\t' read -r name value; do said[$name]=$value; done < <(
    jq -r 'to_entries[] | select(.key != "" and (.value | type == "string" or type == "number")) | [.key, .value] | @tsv' "$manifest" 2>/dev/null)
}

# said NAME [DEFAULT]
said() { printf '%s' "${said[$1]:-${2:-}}"; }

# Prints the first fault of the manifest, or nothing.
manifest_fault() {
  if [ ! -e "$manifest" ]; then
    echo "the file is missing"
    return
  fi
  jq -r '
    def text(name; pattern): .[name] as $value
      | if ($value | type) != "string" or ($value | test(pattern) | not) then "\(name) is \($value | tojson)" else empty end;
    def optional(name; pattern): if .[name] == null then empty else text(name; pattern) end;
    def path: "^/([A-Za-z0-9._+-]+/?)+$";
    [ if type != "object" then "it is not an object" else
        (if .version == 1 then empty else "version is \(.version | tojson); this guest understands 1" end),
        text("configHash"; "^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$"),
        text("mode"; "^(closure|rebuild)$"),
        optional("activation"; "^(reboot|switch)$"),
        optional("entry"; "^[A-Za-z0-9_+-][A-Za-z0-9._+-]*(/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*$"),
        optional("nixpkgs"; path),
        optional("closureDisk"; "^[A-Za-z0-9-]+$"),
        (if .mode == "closure" then text("system"; path) else empty end),
        ((.disks // [])[] | text("name"; "^[A-Za-z0-9-]+$"), text("target"; path),
          (if (.target | test("/\\.\\.?(/|$)")) then "target is \(.target | tojson)" else empty end))
      end ] | first // empty' "$manifest" 2>/dev/null || echo "it is not JSON"
}

# Installs the host's public keys for sshd, and removes those that the host no longer provides.
install_keys() {
  local target=$state/authorized_keys.d source=$run/manifest/authorized_keys
  rm -rf "$target.new"
  mkdir -p "$target.new"
  [ ! -d "$source" ] || cp "$source"/* "$target.new/" 2>/dev/null || true
  find "$target.new" -type f -exec chmod 0644 {} +
  rm -rf "$target"
  mv "$target.new" "$target"
}
