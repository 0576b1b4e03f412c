using Pulumi;

namespace Infra.NixHost;

/// <summary>The resources of a <see cref="SelfConfiguringGuest"/>.</summary>
internal sealed class SelfConfiguringGuestParts(
    SelfConfiguringGuest component,
    string name,
    SelfConfiguringGuestArgs args
)
{
    private const string Config = "config";
    private const string Closure = "closure";

    private readonly CustomResourceOptions _options = new() { Parent = component };

    private bool IsBuiltOnHost => args.Mode == ConfigurationMode.BuildOnHost;

    private Input<string> SshDirectory => args.SshDirectory ?? ComponentDefaults.SshDirectory;

    /// <summary>Registers the resources.</summary>
    public NixGuest CreateGuest()
    {
        var os = RootDisk();
        var nixConfig = ConfigDiskOf(
            ManifestDisk.NixConfig,
            new() { Source = args.ConfigurationRoot }
        );
        var selfConfig = ConfigDiskOf(
            ManifestDisk.SelfConfig,
            new()
            {
                Source = Output
                    .Tuple(args.ConfigurationRoot, args.HostConfiguration)
                    .Apply(p => Path.Combine(p.Item1, p.Item2)),
            }
        );
        var ssh = args.SshAccess == SshAccess.HostDirectory ? SshDisk() : null;
        var system = IsBuiltOnHost ? CreateSystem() : null;
        var manifest = ManifestOf(system, nixConfig, selfConfig);
        var config = new ConfigDisk(
            $"{name}-{Config}",
            new()
            {
                Host = args.Host,
                Files = FilesOf(manifest),
                Serial = ManifestDisk.SerialOf(Config),
            },
            _options
        );
        var guest = GuestOf(manifest.Apply(m => m.ConfigHash));
        guest.Disks.Add(os, nixConfig, selfConfig);
        if (ssh is not null)
        {
            WarnOfExposure();
            guest.Disks.Add(ssh);
        }

        guest.Disks.Add(config);
        if (system is not null)
        {
            guest.Disks.Add(ClosureDiskOf(system));
        }

        args.ConfigureGuest?.Invoke(guest);
        return new NixGuest(name, guest, _options);
    }

    private OverlayDisk RootDisk() =>
        new(
            $"{name}-os",
            new()
            {
                Host = args.Host,
                Image = args.Image,
                Size = args.DiskSize,
                OnImageChange = args.OnImageChange,
            },
            _options
        );

    private ConfigDisk SshDisk() =>
        ConfigDiskOf(
            ManifestDisk.Ssh,
            // The directory is copied, because only the copy can be closed to everybody but root and QEMU.
            new() { HostPath = SshDirectory, Format = ConfigDiskFormat.Iso }
        );

    private ConfigDisk ConfigDiskOf(ManifestDisk disk, ConfigDiskArgs content)
    {
        content.Host = args.Host;
        content.Serial = ManifestDisk.SerialOf(disk.Name);
        return new ConfigDisk($"{name}-{disk.Name}", content, _options);
    }

    private NixSystem CreateSystem() =>
        new(
            $"{name}-system",
            new()
            {
                Host = args.Host,
                Configuration = args.ConfigurationRoot,
                Entry = args.HostConfiguration,
                HostName = args.Identity.HostName,
                Address = args.Identity.ToAddress(),
                Mac = args.Identity.Mac,
                Firmware = args.Firmware,
                Nixpkgs = args.Nixpkgs,
                Base = args.Image,
            },
            _options
        );

    private static GuestDiskArgs ClosureDiskOf(NixSystem system) =>
        new()
        {
            Path = system.ClosurePath,
            Kind = GuestDiskKind.File,
            Format = "raw",
            ReadOnly = true,
            Serial = ManifestDisk.SerialOf(Closure),
        };

    private Output<Manifest> ManifestOf(
        NixSystem? system,
        ConfigDisk nixConfig,
        ConfigDisk selfConfig
    )
    {
        var identity = args.Identity;
        return Output
            .Tuple(
                identity.HostName.ToOutput(),
                identity.Address.ToOutput(),
                TextOf(identity.Gateway),
                identity.Dns.ToOutput(),
                TextOf(identity.Mac),
                system?.StorePath ?? Output.Create(""),
                nixConfig.ContentHash,
                selfConfig.ContentHash
            )
            .Apply(known =>
            {
                var (hostName, address, gateway, dns, mac, storePath, root, self) = known;
                var facts = new ManifestFacts(
                    IsBuiltOnHost,
                    Switches: args.Activation == SystemActivation.Switch,
                    HasSshDisk: args.SshAccess == SshAccess.HostDirectory
                )
                {
                    HostName = hostName,
                    Address = address,
                    Gateway = gateway,
                    Dns = dns,
                    Mac = mac,
                    StorePath = storePath,
                    RootHash = root,
                    SelfHash = self,
                };
                return facts.Describe();
            });
    }

    private InputMap<string> FilesOf(Output<Manifest> manifest)
    {
        var json = manifest.Apply(m => m.ToJson());
        return args.SshAccess != SshAccess.AuthorizedKeys
            ? new InputMap<string> { ["nixhost.json"] = json }
            : Output
                .Tuple(json, args.AuthorizedKeys.ToOutput())
                .Apply(known => ManifestFiles.Of(known.Item1, known.Item2));
    }

    private NixGuestArgs GuestOf(Output<string> configHash) =>
        new()
        {
            Host = args.Host,
            GuestName = args.Identity.HostName,
            Cpus = args.Cpus,
            Memory = args.Memory,
            Firmware = args.Firmware,
            Networks = { CardOf() },
            Address = args.Identity.ToAddress(),
            WaitFor = WaitFor.Configured,
            WaitTimeout = args.WaitTimeout ?? ComponentDefaults.WaitTimeout(IsBuiltOnHost),
            ExpectedConfigHash = configHash,
        };

    private Input<GuestNetworkArgs> CardOf() =>
        args.Identity.Mac is not { } mac
            ? args.Network
            : args
                .Network.ToOutput()
                .Apply(card => new GuestNetworkArgs
                {
                    Network = card.Network,
                    Bridge = card.Bridge,
                    Model = card.Model,
                    Vlan = card.Vlan,
                    Mac = mac,
                });

    private void WarnOfExposure() =>
        SshDirectory
            .ToOutput()
            .Apply(directory =>
            {
                Log.Warn(
                    $"The guest {name} has a copy of the host's {directory} at {ManifestDisk.Ssh.Target}, including private keys, so root of the guest can "
                        + $"log in wherever the host can. {nameof(SshAccess)}.{nameof(SshAccess.AuthorizedKeys)} gives the guest public keys only.",
                    component
                );
                return directory;
            });

    private static Output<string> TextOf(Input<string>? input) =>
        input?.ToOutput() ?? Output.Create("");
}
