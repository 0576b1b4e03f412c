using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.ConfigDisk;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixSystem;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>
/// Builds a SelfConfiguringGuest for programs in any language. A test holds it to the same resources as the C# class.
/// </summary>
internal sealed class SelfConfiguringGuestComponent : IComponent
{
    /// <inheritdoc/>
    public ResourceDefinition Definition => SelfConfiguringGuestDefinition.Resource;

    /// <inheritdoc/>
    public void Check(PropertyMap inputs, CheckFailures failures) =>
        new SelfConfiguringGuestInputs(inputs).Check(failures);

    /// <inheritdoc/>
    public async Task<PropertyMap> BuildAsync(
        ComponentScope scope,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var parts = new SelfConfiguringGuestParts(new(inputs));
        var disks = await RegisterDisksAsync(scope, parts);
        if (parts.Exposure(scope.Name) is { } warning)
        {
            await scope.WarnAsync(warning, cancellationToken);
        }

        var manifest = parts.ManifestOf(disks);
        disks = disks with
        {
            Config = await scope.RegisterAsync(
                ConfigDiskDefinition.Resource,
                $"{scope.Name}-config",
                parts.Config(manifest)
            ),
        };
        var guest = await scope.RegisterAsync(
            NixGuestDefinition.Resource,
            scope.Name,
            parts.Guest(disks, manifest),
            // Two domains cannot have one name, and a forced replacement asks no provider what to do first.
            deletesFirst: true
        );
        return Outputs(guest);
    }

    /// <summary>Registers at once what the manifest is made of.</summary>
    private static async Task<SelfConfiguringGuestDisks> RegisterDisksAsync(
        ComponentScope scope,
        SelfConfiguringGuestParts parts
    )
    {
        var name = scope.Name;
        var os = scope.RegisterAsync(OverlayDiskDefinition.Resource, $"{name}-os", parts.RootDisk);
        var nixConfig = DiskAsync(ManifestDisk.NixConfig, parts.NixConfig);
        var selfConfig = DiskAsync(ManifestDisk.SelfConfig, parts.SelfConfig);
        var ssh = parts.SshDisk is { } content ? DiskAsync(ManifestDisk.Ssh, content) : null;
        var system = parts.System is { } source
            ? scope.RegisterAsync(NixSystemDefinition.Resource, $"{name}-system", source)
            : null;
        Task<RegisteredPart>?[] all = [os, nixConfig, selfConfig, ssh, system];
        await Task.WhenAll(all.OfType<Task<RegisteredPart>>());
        return new(await os, await nixConfig, await selfConfig)
        {
            Ssh = ssh is null ? null : await ssh,
            System = system is null ? null : await system,
        };

        Task<RegisteredPart> DiskAsync(ManifestDisk disk, PropertyMap content) =>
            scope.RegisterAsync(
                ConfigDiskDefinition.Resource,
                $"{name}-{disk.Name}",
                content.With("serial", ManifestDisk.SerialOf(disk.Name))
            );
    }

    private static PropertyMap Outputs(RegisteredPart guest) =>
        PropertyMap.Of(
            (
                "address",
                Flow.Combine(
                    [guest["ipAddresses"]],
                    () => Flow.Texts(guest["ipAddresses"]).FirstOrDefault("")
                )
            ),
            ("configuredSystem", guest["configuredSystem"]),
            ("configHash", guest["configHash"]),
            ("sshHostKey", guest["sshHostKey"])
        );
}
