using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Determines format and identity of a disk's content and checks that the format can hold it; writes nothing.</summary>
internal sealed class ConfigFinder(ProviderSession session, CheckCall call)
{
    private const string Auto = "auto";
    private const string Fat = "fat";
    private const string Iso = "iso";

    /// <summary>Returns the content and adds what is wrong to the failures.</summary>
    public async Task<ConfigContent?> FindAsync(
        ConfigDiskInputs inputs,
        CancellationToken cancellationToken
    ) =>
        inputs switch
        {
            { Files: { } files, HasSecrets: true } => new(Iso, "", ConfigDigest.Of(files), true),
            { Files: { } files } => await OfFilesAsync(inputs, files, cancellationToken),
            { HostPath: { } path } => await OfHostPathAsync(inputs, path, cancellationToken),
            _ => await OfSourceAsync(inputs, cancellationToken),
        };

    private async Task<ConfigContent?> OfFilesAsync(
        ConfigDiskInputs inputs,
        ImmutableSortedDictionary<string, string> content,
        CancellationToken cancellationToken
    )
    {
        using var files = MaterializedFiles.WriteHere(content);
        return
            await ChooseAsync(
                inputs,
                ("files", "the disk", new(session.Here, files.Path)),
                cancellationToken
            )
                is { } format
            ? await InStoreAsync(format, files.Path, inputs, cancellationToken)
            : null;
    }

    private async Task<ConfigContent?> OfSourceAsync(
        ConfigDiskInputs inputs,
        CancellationToken cancellationToken
    )
    {
        // Without files and a host path there is a source.
        var (given, path) = ($"\"{inputs.Source}\"", session.Resolve(inputs.Source!));
        return
            await ChooseAsync(inputs, ("source", given, new(session.Here, path)), cancellationToken)
                is { } format
            ? await InStoreAsync(format, path, inputs, cancellationToken)
            : null;
    }

    private async Task<ConfigContent?> OfHostPathAsync(
        ConfigDiskInputs inputs,
        string path,
        CancellationToken cancellationToken
    )
    {
        var folder = new ConfigFolder(session.Host.Files, path);
        return await ChooseAsync(
            inputs,
            ("hostPath", $"\"{path}\"", folder),
            cancellationToken
        ) switch
        {
            // The directory is served live, so there is no content to compare.
            Fat => new(Fat, "", "", IsSecret: false),
            Iso => new(Iso, "", ConfigDigest.Of(folder), IsSecret: true),
            _ => null,
        };
    }

    private async Task<ConfigContent> InStoreAsync(
        string format,
        string directory,
        ConfigDiskInputs inputs,
        CancellationToken cancellationToken
    ) =>
        ConfigContent.InStore(
            format,
            await new ConfigStore(session).LocateAsync(directory, inputs, cancellationToken)
        );

    /// <summary>QEMU reads a FAT directory itself, and libvirt does not grant access to it; store paths are readable by all.</summary>
    private IEnumerable<string> UnsafeForFat(ConfigDiskInputs inputs, ConfigFolder folder)
    {
        var obstacle = inputs.HostPath is null
            ? null
            : ConfigTree
                .List(folder)
                .Select(e => e.Path)
                .Prepend(folder.Path)
                .Select(path => session.Host.QemuAccess.FindObstacle(path, reads: true))
                .FirstOrDefault(o => o is not null);
        return obstacle is null
            ? FatPreflight.Inspect(folder)
            : FatPreflight
                .Inspect(folder)
                .Append(
                    $"is out of reach of QEMU, which reads it as long as the guest runs: {obstacle.TrimEnd('.')}"
                );
    }

    /// <summary>Chooses the format that can hold a directory; <c>null</c> when none can.</summary>
    private async Task<string?> ChooseAsync(
        ConfigDiskInputs inputs,
        (string Property, string Name, ConfigFolder Folder) content,
        CancellationToken cancellationToken
    )
    {
        foreach (var reason in ConfigPreflight.Inspect(content.Folder))
        {
            call.Failures.Add(content.Property, $"{content.Name} {reason}", "content-unfit");
        }

        var reasons = inputs.Format == Iso ? [] : UnsafeForFat(inputs, content.Folder).ToList();
        if (inputs.Format == Fat)
        {
            reasons.ForEach(r =>
                call.Failures.Add(
                    content.Property,
                    $"{content.Name} {r}, or set format to \"iso\"",
                    "fat-unfit"
                )
            );
        }
        else if (inputs.Format == Auto && reasons.Count > 0 && call.IsNew)
        {
            await session.Log.InfoAsync(
                call.Identity.Urn,
                $"format: iso, because {content.Name} {reasons[0].Split(';', 2)[0]}",
                cancellationToken
            );
        }

        var isFat = inputs.Format == Fat || (inputs.Format == Auto && reasons.Count == 0);
        return !call.Failures.AreNone ? null
            : isFat ? Fat
            : Iso;
    }
}
