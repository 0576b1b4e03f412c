"""Programs that read what an evaluation rendered, as the guest's own would: systemd for units, and nixpkgs' install-grub for menus."""
import pathlib
import re
import shutil
import subprocess
import tempfile


def verify_unit(evaluation, name):
    """What systemd-analyze says against a unit. Its programs exist only in a built system, so a shell takes their place."""
    with tempfile.TemporaryDirectory(prefix="nixhost-unit-") as directory:
        text = re.sub(r"^(Exec\w+=)\S*/(bin/)", r"\1/\2", evaluation.unit(name), flags=re.M)
        text = re.sub(r"^(Exec\w+=)\S+", r"\1/bin/sh", text, flags=re.M)
        pathlib.Path(directory, name).write_text(text)
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"{directory}/{name}"], capture_output=True, text=True,
                              env={"SYSTEMD_UNIT_PATH": f"{directory}:", "SYSTEMD_LOG_LEVEL": "warning", "PATH": "/usr/bin:/bin"})
        complaints = [line for line in done.stderr.splitlines() if name in line]
        return f"systemd says of {name}: {complaints}\n{text}" if complaints or not text.strip() else None


# install-grub's paths are fixed, so it runs in a root of its own, with this machine's programs and a /nix of empty systems.
ROOT = r"""
set -eu
mount --make-rprivate /; mount -t tmpfs tmpfs /mnt
for place in /usr /bin /sbin /lib /lib64 /etc /dev /proc "$AT"; do [ ! -e "$place" ] || { mkdir -p "/mnt$place"; mount --rbind "$place" "/mnt$place"; }; done
mkdir -p /mnt/tmp /mnt/boot /mnt/nix/store /mnt/nix/var/nix/profiles/system-profiles
exec chroot /mnt bash "$AT/menu"
"""
MENU = r"""
set -eu
system() { # NAME SPECIALISATION…
  local at=/nix/store/$1 name=$1 special; shift
  mkdir -p "$at/specialisation"; : >"$at/kernel"; : >"$at/initrd"; echo quiet >"$at/kernel-params"; echo 25.11 >"$at/nixos-version"; : >"$at/init"
  for special; do system "$name-$special"; ln -s "/nix/store/$name-$special" "$at/specialisation/$special"; done
}
system old; system new $SPECIAL
ln -s /nix/store/old /nix/var/nix/profiles/system-1-link; ln -s system-1-link /nix/var/nix/profiles/system
ln -s /nix/store/new /nix/var/nix/profiles/system-profiles/nixhost-1-link; ln -s nixhost-1-link /nix/var/nix/profiles/system-profiles/nixhost
perl "$AT/install-grub.pl" "$AT/config.xml" /nix/store/old >&2
cp /boot/grub/grub.cfg "$AT/grub.cfg"
root=""; . "$(grep -l '^candidate_entry' "$AT"/sdk/bootstrap/*.sh)"; candidate_entry /boot/grub/grub.cfg /nix/store/new/init
"""


def config_of(text, tools):
    """The configuration of install-grub as the image's derivation has it, with this machine's programs and nothing that must be built."""
    replaced = {"font": "", "splashImage": "", "grub": "/usr", "shell": "/bin/sh", "path": tools, "fsIdentifier": "provided", "fullName": "GRUB", "fullVersion": "2"}
    for name, value in replaced.items():
        text = re.sub(rf'(<attr name="{name}">\s*)<\w+(?: value="[^"]*")? ?/>', rf'\1<string value="{value}" />', text)
    return re.sub(r'<string value="/dev/vda" />', '<string value="nodev" />', text)


def check_menus(store, nixpkgs, copy, sdk):
    """Yields what is wrong with the place in GRUB's menu that the bootstrap finds for the system to be tried."""
    image = store.evaluate(sdk / "image.nix", copy, kind="configuration", source=sdk.parent.parent / "tests/nixos/cases/minimal.nix")
    with tempfile.TemporaryDirectory(prefix="nixhost-menu-") as directory:
        at = pathlib.Path(directory)
        (at / "config.xml").write_text(config_of(image.text("grub-config.xml"), "/usr/bin:/bin"))
        (at / "menu").write_text(MENU)
        script = pathlib.Path(nixpkgs, "nixos/modules/system/boot/loader/grub/install-grub.pl").read_text()
        (at / "install-grub.pl").write_text(re.sub(r"@(\w+)@", lambda match: "NixOS" if match[1] == "distroName" else "/usr", script))
        shutil.copytree(sdk / "bootstrap", at / "sdk/bootstrap")
        # The first system of the menu is the default with its submenu of generations, and the candidate's profile comes after them.
        for special, wanted in (("", "2>0"), ("alone", "2>0>0")):
            environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SPECIAL": special, "AT": str(at)}
            done = subprocess.run(["unshare", "--mount", "bash", "-c", ROOT], env=environment, capture_output=True, text=True)
            if done.returncode != 0 or done.stdout.strip() != wanted:
                menu = (at / "grub.cfg").read_text() if (at / "grub.cfg").exists() else ""
                entries = "\n".join(line for line in menu.splitlines() if re.match(r"\s*(menuentry|submenu|})", line))
                yield f"specialisation {special or 'none'}: wanted {wanted}, got {done.stdout.strip()!r} (code {done.returncode})\n{done.stderr[-1500:]}\n{entries}"
