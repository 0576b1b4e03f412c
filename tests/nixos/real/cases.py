"""The cases: configurations that people have, and what an image or a system of them must be."""
import json
import pathlib
import re
from dataclasses import dataclass, field

from machine import verify_unit

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "examples/nixos-on-nixos/root"
CARD = "52:54:00:00:00:01"
ROSE = {"hostName": "rose", "network": {"mac": CARD, "addresses": ["192.168.1.12/24"], "gateway": "192.168.1.1", "dns": ["192.168.1.1"]}}


@dataclass
class Case:
    title: str
    kind: str
    arguments: dict
    checks: tuple = ()
    refused: str = ""
    warnings: tuple = ()
    with_keys: bool = False


def has(name, pattern):
    """A rendered file has what the pattern says."""
    def check(evaluation):
        text = evaluation.unit(name)
        return None if re.search(pattern, text, re.M) else f"{name} has no /{pattern}/:\n{text[:2000]}"
    return check


def lacks(name, pattern):
    def check(evaluation):
        return f"{name} has /{pattern}/" if name in evaluation.names() and re.search(pattern, evaluation.unit(name), re.M) else None
    return check


def nothing_called(name):
    return lambda evaluation: f"there is {name}" if name in evaluation.names() else None


def off(name):
    """The system has the unit, and nothing starts it."""
    return lambda evaluation: None if f"unit-{name}-disabled" in evaluation.names() else f"{name} is not disabled"


def image_has(key, value):
    """The derivation of the image itself: what make-disk-image was told."""
    def check(evaluation):
        text = json.dumps(evaluation.environment(evaluation.result["name"]))
        return None if re.search(value, text) else f"the image's derivation has no /{value}/ ({key})"
    return check


def file_is(name):
    return lambda evaluation: None if evaluation.result["file"] == name else f"the file is {evaluation.result['file']}"


def sound(*units):
    return tuple((lambda unit: lambda evaluation: verify_unit(evaluation, unit))(unit) for unit in units)


ROOT_OF_IMAGE = has("etc-fstab", r"^/dev/disk/by-label/nixos / ext4 ")
GUEST = sound("nixhost-bootstrap.service", "nixhost-carrier.service")
ADDRESS = has("10-nixhost.network", r"^Address=192\.168\.1\.12/24$")


def CASES(places, seed):
    def image(title, name, *checks, firmware="bios", refused="", warnings=(), **more):
        return Case(f"image of {title}", "image", {"kind": "configuration", "source": places / name, "attr": "", "format": "qcow2", "firmware": firmware, "variant": "qemu", **more},
                    checks, refused, warnings)

    def system(title, name, *checks, identity=ROSE, firmware="bios", refused="", warnings=(), root=places):
        return Case(f"system of {title}", "system", {"source": root, "entry": name, "identity": json.dumps(identity), "firmware": firmware}, checks, refused, warnings)

    taken = (r"fileSystems\.\"/\"\.device is \"/dev/disk/by-uuid/5a7d",)
    taken_uefi = (*taken, r"fileSystems\.\"/boot\"\.device is \"/dev/disk/by-uuid/4F1C")
    grub_removable = (has("grub-config.xml", r'efiInstallAsRemovable">\s*<bool value="true"'), has("grub-config.xml", r'canTouchEfiVariables">\s*<bool value="false"'),
                      has("grub-config.xml", r'devices">\s*<list>\s*<string value="nodev"'))
    return [
        image("a minimal configuration", "minimal.nix", file_is("nixos.qcow2"), ROOT_OF_IMAGE, image_has("table", "mklabel msdos"), has("grub-config.xml", '"/dev/vda"')),
        image("a minimal configuration with UEFI", "minimal.nix", ROOT_OF_IMAGE, has("etc-fstab", r"^/dev/disk/by-label/ESP /boot vfat "), image_has("table", "mklabel gpt"), *grub_removable, firmware="uefi"),
        image("a minimal configuration, compressed", "minimal.nix", image_has("format", r"-O qcow2 -c|qcow2.*-c "), format="qcow2-compressed"),
        image("a generated configuration", "generated.nix", ROOT_OF_IMAGE, has("grub-config.xml", r'devices">\s*<list>\s*<string value="/dev/vda"')),
        image("a generated configuration for UEFI", "generated-uefi.nix", ROOT_OF_IMAGE, has("etc-fstab", r"^/dev/disk/by-label/ESP /boot vfat .*fmask=0077"), firmware="uefi"),
        image("a generated configuration for UEFI, with BIOS", "generated-uefi.nix", refused=r"boot\.loader\.systemd-boot\.enable\s+is true, and systemd-boot starts from UEFI only"),
        image("a rented server", "rented.nix", ROOT_OF_IMAGE),
        image("an encrypted root", "encrypted.nix", refused=r"boot\.initrd\.luks\.devices\.root\s+is set"),
        image("a forced root", "forced.nix", refused=r"fileSystems\.\"/\"\.device\s+is \"/dev/vda3\", and the image's is /dev/disk/by-label/nixos"),
        image("a boot partition with BIOS", "sibling.nix", refused=r"fileSystems\.\"/boot\"\s+is \"/dev/vda1\""),
        image("GRUB that writes variables", "grub-uefi.nix", *grub_removable, firmware="uefi"),
        image("cloud-init", "cloud-init.nix", ROOT_OF_IMAGE, has("cloud-init.service", "ExecStart")),
        image("a base with NetworkManager", "managed.nix", *GUEST, *sound("nixhost-network.service"), has("nixhost-network.service", "NIXHOST_NETWORK_MANAGER=1"),
              has("nixhost-network.service", "Before=.*NetworkManager"), has("systemd-networkd.service", ""), nothing_called("unit-10-nixhost.network"),
              off("systemd-networkd-wait-online.service")),
        image("a base", "base.nix", *GUEST, *sound("nixhost-network.service"), has("nixhost-bootstrap.service", r"NIXHOST_NIXPKGS=/")),
        Case("image of a system's variant by an expression", "image", {"kind": "expression", "source": places / "variants.nix", "attr": "", "format": "qcow2", "firmware": "bios", "variant": "qemu"}, (ROOT_OF_IMAGE,)),
        Case("image of a system's variant for UEFI", "image", {"kind": "expression", "source": places / "variants.nix", "attr": "", "format": "qcow2", "firmware": "uefi", "variant": "qemu"},
             (has("etc-fstab", r"^/dev/disk/by-label/ESP /boot vfat"),)),
        Case("image of a flake", "image", {"kind": "flake", "source": flake_of(places), "attr": "guest", "format": "qcow2", "firmware": "bios", "variant": "qemu"}, (ROOT_OF_IMAGE, *GUEST),
             warnings=Known(("not writing modified lock file",))),

        system("a minimal configuration", "minimal.nix", ADDRESS, *GUEST, ROOT_OF_IMAGE, has("10-nixhost.network", f"^MACAddress={CARD}$"), has("etc-hostname", "^rose$")),
        system("a generated configuration", "generated.nix", ADDRESS, ROOT_OF_IMAGE, warnings=taken),
        system("a generated configuration for UEFI", "generated-uefi.nix", ADDRESS, ROOT_OF_IMAGE, has("NetworkManager.conf", f"unmanaged-devices=.*mac:{CARD}"), firmware="uefi", warnings=taken_uefi),
        system("somebody's defaults", "defaults.nix", has("etc-hostname", "^theirs$"), has("etc-fstab", "^/dev/vda3 / btrfs "), ADDRESS),
        system("a gateway without interface", "string-gateway.nix", ADDRESS, has("network-addresses-ens3.service", "ens3")),
        system("a gateway without interface and no identity", "string-gateway.nix", nothing_called("unit-10-nixhost.network"), has("network-addresses-ens3.service", "ens3"), identity={}),
        system("NetworkManager without networkd", "desktop.nix", ADDRESS, has("NetworkManager.conf", f"unmanaged-devices=.*mac:{CARD}"), has("systemd-networkd.service", "")),
        system("GRUB that writes variables", "grub-uefi.nix", ADDRESS, *grub_removable, firmware="uefi"),
        system("immutable users", "immutable.nix", ADDRESS),
        system("systemd-boot", "systemd-boot.nix", ADDRESS, firmware="uefi"),
        system("systemd-boot with BIOS", "systemd-boot.nix", refused=r"boot\.loader\.systemd-boot\.enable\s+is true"),
        system("a warning", "warns.nix", warnings=("the moon is full",)),
        system("a key that lies in the guest", "keys.nix", refused=r"(?s)keys\.nix.*called on an empty list"),
        Case("system of a host", "system", {"source": places, "entry": "workstation.nix", "guestModule": "false"}, (
            has("NetworkManager.conf", r"unmanaged-devices=.*interface-name:eno1"), has("dhcpcd.conf", r"^allowinterfaces br0$"), has("br0-netdev.service", "ExecStop"), *sound("br0-netdev.service"))),
        image("the base of the example", EXAMPLE / "common/vm_host_base.nix", *GUEST, ROOT_OF_IMAGE, has("etc-hostname", "^base$")),
        system("a guest of the example", "hosts/LillyLeaf/configuration.nix", ADDRESS, *GUEST, ROOT_OF_IMAGE, root=EXAMPLE),
        system("a guest with a service", "hosts/web/configuration.nix", ADDRESS, has("nginx.service", "ExecStart"), root=EXAMPLE.parent.parent / "import-components/root"),
        Case("system of the host of the example", "system", {"source": EXAMPLE, "entry": "hosts/IAmRoot.nix", "guestModule": "false"},
             (has("br0-netdev.service", "br0"), has("libvirtd.service", "LIBVIRTD_ARGS="))),
        *seeds(places / "seed", "the seed's shape", "common/base.nix", "hosts/rose/configuration.nix"),
        Case("system of the host of the seed's shape", "system", {"source": places / "seed", "entry": "hosts/anchor.nix", "guestModule": "false"}, (has("br0-netdev.service", "br0"),)),
        *(seeds(pathlib.Path(seed), "the seed itself", "common/vm_host_base.nix", "hosts/LillyLeaf/configuration.nix", its_own=True) if seed else []),
        *([Case("system of the host of the seed itself", "system", {"source": host_of(seed), "entry": "", "guestModule": "false"},
                (has("br0-netdev.service", "br0"), lacks("dhcpcd.conf", "^allowinterfaces.*br0")), warnings=Known(OLD))] if seed else []),
    ]


def seeds(root, what, base, guest, its_own=False):
    """The base and a guest of a tree like the seed's: a base that mounts by device, and guests that read a key."""
    old = Known(OLD if its_own else ())
    mounts = (ROOT_OF_IMAGE_AUTO, has("etc-fstab", r"^/dev/vdb1 /etc/nixos auto "))
    system = {"source": root, "entry": guest, "identity": json.dumps(ROSE), "firmware": "bios"}
    yield Case(f"image of the base of {what}", "image", {"kind": "configuration", "source": root / base, "attr": "", "format": "qcow2", "firmware": "bios", "variant": "qemu"}, mounts, warnings=old)
    yield Case(f"system of a guest of {what}", "system", system, (*mounts, ADDRESS), warnings=old, with_keys=True)
    if its_own and not pathlib.Path("/root/.ssh/authorized_keys").exists():
        yield Case(f"system of a guest of {what}, where its keys are not", "system", system, refused="(?s)authorized_keys.*called on an empty list", warnings=old)


# Options that the seed's tree has and NixOS has renamed since.
OLD = (r"boot\.loader\.grub\.version", r"cleanTmpDir|cleanOnBoot", r"autoOptimiseStore|auto-optimise-store", "stateVersion")
ROOT_OF_IMAGE_AUTO = has("etc-fstab", r"^/dev/disk/by-label/nixos / (ext4|auto) ")


class Known(tuple):
    """Warnings that are the configuration's own and may be there."""


def flake_of(places):
    """A flake with nixpkgs as a path input, written beside the store because its lock file is."""
    def write(store):
        directory = store.scratch / "flake"
        directory.mkdir(exist_ok=True)
        nixpkgs = next(path for path in store.directory.iterdir() if path.name.endswith("-nixpkgs"))
        (directory / "flake.nix").write_text(f'''{{
  inputs.nixpkgs.url = "path:{nixpkgs}";
  inputs.nixhost.url = "path:{pathlib.Path(__file__).resolve().parent.parent.parent.parent / 'sdk/nixos'}";
  outputs = {{ nixpkgs, nixhost, ... }}: {{
    nixosConfigurations.guest = nixpkgs.lib.nixosSystem {{ system = "x86_64-linux"; modules = [ nixhost.nixosModules.guest {{ system.stateVersion = "25.11"; }} ]; }};
  }};
}}''')
        return f"path:{directory}"
    return write


def host_of(seed):
    """The seed's host with our module. The file that imports the seed's own module by the network is left out."""
    def write(store):
        common = pathlib.Path(seed).resolve() / "common"
        (store.scratch / "host.nix").write_text(f'''{{
  imports = [ <nixhost/host.nix> {common}/default.nix {common}/physical_machines/partitioning.nix {common}/physical_machines/network.nix ];
  boot.loader = {{ systemd-boot.enable = true; efi.canTouchEfiVariables = true; }};
  hostname = "anchor"; ip = "192.168.1.2"; interface = "eno1"; bridgename = "br0"; boot-uuid = "4F1C-77AB"; root-uuid = "5a7d6a0e-2b7c-4c5e-9a55-0d6a1f0c9b11";
  sshKey = "ssh-ed25519 AAAAexample";
  nixhost.host.interface = "eno1";
}}''')
        return store.scratch / "host.nix"
    return write
