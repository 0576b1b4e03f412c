using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.Structures;
using Infra.Protocol.Values;
using static Infra.NixHost.Provider.SelfConfiguringGuest.SelfConfiguringGuestInputs;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The inputs of the resources of a SelfConfiguringGuest.</summary>
/// <param name="inputs">The component's own inputs.</param>
internal sealed class SelfConfiguringGuestParts(SelfConfiguringGuestInputs inputs)
{
    private const string Closure = "closure";

    private (string Name, PropertyValue? Value) Host => (HostInput.Name, inputs[HostInput.Name]);

    /// <summary>The guest's own disk.</summary>
    public PropertyMap RootDisk =>
        Collected(
            Host,
            ("image", inputs["image"]),
            ("size", inputs["diskSize"]),
            ("onImageChange", inputs["onImageChange"])
        );

    /// <summary>The disk with the root of the configurations.</summary>
    public PropertyMap NixConfig => Collected(Host, ("source", inputs["configurationRoot"]));

    /// <summary>The disk with the guest's own configuration.</summary>
    public PropertyMap SelfConfig
    {
        get
        {
            var (root, own) = (inputs["configurationRoot"], inputs["hostConfiguration"]);
            return Collected(
                Host,
                (
                    "source",
                    Flow.Combine([root, own], () => Path.Combine(Flow.Text(root), Flow.Text(own)))
                )
            );
        }
    }

    /// <summary>The disk with the host's SSH directory, or <c>null</c>. Only a copy can be closed to everybody but root and QEMU.</summary>
    public PropertyMap? SshDisk =>
        inputs.HasSshDisk
            ? Collected(Host, ("hostPath", inputs.SshDirectory), ("format", "iso"))
            : null;

    /// <summary>The system that the host builds, or <c>null</c>.</summary>
    public PropertyMap? System =>
        inputs.IsBuiltOnHost
            ? Collected(
                Host,
                ("configuration", inputs["configurationRoot"]),
                ("entry", inputs["hostConfiguration"]),
                ("hostName", inputs.Identity("hostName")),
                ("address", inputs.Address),
                ("mac", inputs.Identity("mac")),
                ("firmware", inputs["firmware"]),
                ("nixpkgs", inputs["nixpkgs"]),
                ("base", inputs["image"])
            )
            : null;

    /// <summary>The manifest as JSON, and its hash.</summary>
    public (PropertyValue Json, PropertyValue Hash) ManifestOf(SelfConfiguringGuestDisks disks)
    {
        PropertyValue?[] from =
        [
            inputs.Identity("hostName"),
            inputs.Identity("address"),
            inputs.Identity("gateway"),
            inputs.Identity("dns"),
            inputs.Identity("mac"),
            disks.System?["storePath"],
            disks.NixConfig["contentHash"],
            disks.SelfConfig["contentHash"],
        ];
        return (
            Flow.Combine(from, () => Describe().ToJson()),
            Flow.Combine(from, () => Describe().ConfigHash)
        );

        Manifest Describe() =>
            new ManifestFacts(inputs.IsBuiltOnHost, inputs.Switches, inputs.HasSshDisk)
            {
                HostName = Flow.Text(from[0]),
                Address = Flow.Text(from[1]),
                Gateway = Flow.Text(from[2]),
                Dns = Flow.Texts(from[3]),
                Mac = Flow.Text(from[4]),
                StorePath = Flow.Text(from[5]),
                RootHash = Flow.Text(from[6]),
                SelfHash = Flow.Text(from[7]),
            }.Describe();
    }

    /// <summary>The disk with the manifest and the public keys.</summary>
    public PropertyMap Config((PropertyValue Json, PropertyValue Hash) manifest)
    {
        var keys = inputs["authorizedKeys"];
        var files = inputs.TakesKeys
            ? Flow.Combine(
                [manifest.Json, keys],
                () =>
                    PropertyMap.Create(
                        ManifestFiles
                            .Of(Flow.Text(manifest.Json), Flow.Texts(keys))
                            .Select(f => KeyValuePair.Create(f.Key, (PropertyValue)f.Value))
                    )
            )
            : PropertyMap.Of(("nixhost.json", manifest.Json));
        return Collected(Host, ("files", files), ("serial", ManifestDisk.SerialOf("config")));
    }

    /// <summary>The guest.</summary>
    public PropertyMap Guest(
        SelfConfiguringGuestDisks disks,
        (PropertyValue Json, PropertyValue Hash) manifest
    ) =>
        Collected(
            Host,
            ("guestName", inputs.Identity("hostName")),
            ("cpus", inputs["cpus"]),
            ("memory", inputs["memory"]),
            ("firmware", inputs["firmware"]),
            ("networks", PropertyValue.List(Card())),
            ("address", inputs.Address),
            ("waitFor", "configured"),
            (
                "waitTimeout",
                inputs["waitTimeout"] ?? ComponentDefaults.WaitTimeout(inputs.IsBuiltOnHost)
            ),
            ("expectedConfigHash", manifest.Hash),
            ("disks", PropertyValue.List(DisksOf(disks)))
        );

    /// <summary>The warning about keys of the host in the guest; <c>null</c> for none.</summary>
    public string? Exposure(string name) =>
        inputs.HasSshDisk && !inputs.SshDirectory.ContainsUnknowns
            ? $"The guest {name} has a copy of the host's {Flow.Text(inputs.SshDirectory)} at {ManifestDisk.Ssh.Target}, including private keys, "
                + "so root of the guest can log in wherever the host can. SshAccess.AuthorizedKeys gives the guest public keys only."
            : null;

    private PropertyValue Card()
    {
        // The check has refused a component without a network.
        var card = inputs["network"]!;
        return inputs.Identity("mac") is { } mac
            ? Flow.Change(card, c => ((PropertyValue.Object)c).Properties.With("mac", mac))
            : card;
    }

    private static IEnumerable<PropertyValue> DisksOf(SelfConfiguringGuestDisks disks)
    {
        yield return PropertyMap.Of(("path", disks.Os["path"]), ("kind", "file"));
        foreach (var disk in new[] { disks.NixConfig, disks.SelfConfig, disks.Ssh, disks.Config })
        {
            if (disk is not null)
            {
                yield return ConfigDisk(disk);
            }
        }

        if (disks.System is { } system)
        {
            yield return PropertyMap.Of(
                ("path", system["closurePath"]),
                ("kind", "file"),
                ("format", "raw"),
                ("readOnly", true),
                ("serial", ManifestDisk.SerialOf(Closure))
            );
        }
    }

    private static PropertyValue ConfigDisk(RegisteredPart disk) =>
        PropertyMap.Of(
            ("path", disk["path"]),
            (
                "kind",
                Flow.Combine(
                    [disk["format"]],
                    () => Flow.Text(disk["format"]) == "iso" ? "file" : "directory"
                )
            ),
            ("format", "raw"),
            ("readOnly", true),
            ("serial", disk["serial"])
        );
}
