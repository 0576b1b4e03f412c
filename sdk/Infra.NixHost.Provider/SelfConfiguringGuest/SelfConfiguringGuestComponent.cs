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
        var name = scope.Name;
        var ssh = parts.SshDisk is { } content ? DiskAsync(ManifestDisk.Ssh, content) : null;
        var system = parts.System is { } source
            ? scope.RegisterAsync(NixSystemDefinition.Resource, $"{name}-system", source)
            : null;
        var os = scope.RegisterAsync(OverlayDiskDefinition.Resource, $"{name}-os", parts.RootDisk);
        var nixConfig = DiskAsync(ManifestDisk.NixConfig, parts.NixConfig);
        var selfConfig = DiskAsync(ManifestDisk.SelfConfig, parts.SelfConfig);
        Task<RegisteredPart>?[] first = [os, nixConfig, selfConfig, ssh, system];
        await Task.WhenAll(first.OfType<Task<RegisteredPart>>());
        if (parts.Exposure(name) is { } warning)
        {
            await scope.WarnAsync(warning, cancellationToken);
        }

        var made = new SelfConfiguringGuestDisks(await os, await nixConfig, await selfConfig)
        {
            Ssh = ssh is null ? null : await ssh,
            System = system is null ? null : await system,
        };
        var manifest = parts.ManifestOf(made);
        made = made with
        {
            Config = await scope.RegisterAsync(
                ConfigDiskDefinition.Resource,
                $"{name}-config",
                parts.Config(manifest)
            ),
        };
        return Outputs(
            await scope.RegisterAsync(
                NixGuestDefinition.Resource,
                name,
                parts.Guest(made, manifest),
                // Two domains cannot have one name, and a forced replacement asks no provider what to do first.
                deletesFirst: true
            )
        );

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
