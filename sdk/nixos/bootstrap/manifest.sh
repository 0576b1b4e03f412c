# shellcheck shell=bash
# The manifest: nixhost.json on the disk nixhost-config, which the host writes, and the public keys beside it. Both are copied, so that the
# disk can be taken away at any time.
# shellcheck disable=SC2154  # common.sh, disks.sh
manifest=$run/manifest/nixhost.json

take_manifest() { # DIRECTORY
  rm -rf "$run/manifest"
  cp -r --no-preserve=mode,ownership "$1" "$run/manifest"
}

# said NAME [DEFAULT]
said() {
  local value
  value=$(field "$manifest" "$1")
  printf '%s' "${value:-${2:-}}"
}

# What is wrong with the manifest, or nothing.
manifest_fault() {
  if [ ! -e "$manifest" ]; then
    echo "it is not there"
    return
  fi
  jq -r '
    def text(name; pattern): .[name] as $value
      | if ($value | type) != "string" or ($value | test(pattern) | not) then "\(name) is \($value | tojson)" else empty end;
    def optional(name; pattern): if .[name] == null then empty else text(name; pattern) end;
    def path: "^/([A-Za-z0-9._+-]+/?)+$";
    [ if type != "object" then "it is no object" else
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
      end ] | first // empty' "$manifest" 2>/dev/null || echo "it is no JSON"
}

# Public keys, as sshd reads them; those that the host no longer hands over go.
install_keys() {
  local target=$state/authorized_keys.d source=$run/manifest/authorized_keys
  rm -rf "$target.new"
  mkdir -p "$target.new"
  [ ! -d "$source" ] || cp "$source"/* "$target.new/" 2>/dev/null || true
  find "$target.new" -type f -exec chmod 0644 {} +
  rm -rf "$target"
  mv "$target.new" "$target"
}
