using System.Collections.Immutable;
using Infra.NixHost.Provider.BridgeNetwork;
using Infra.NixHost.Provider.ConfigDisk;
using Infra.NixHost.Provider.Host;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.NixSystem;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.SelfConfiguringGuest;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Examples;

/// <summary>A program for each resource. All languages are written from it.</summary>
internal static class ResourceExamples
{
    private static readonly ExampleResource Image = new(
        "image",
        NixImageDefinition.Resource,
        PropertyMap.Of(("configuration", "guest.nix"))
    );
    private static readonly ExampleResource Disk = new(
        "os",
        OverlayDiskDefinition.Resource,
        PropertyMap.Of(("image", "${image.imagePath}"), ("size", "20GiB"))
    );
    private static readonly ExampleResource Network = new(
        "lan",
        BridgeNetworkDefinition.Resource,
        PropertyMap.Of(("bridge", "br0"))
    );
    private static readonly ExampleResource Config = new(
        "config",
        ConfigDiskDefinition.Resource,
        PropertyMap.Of(("source", "config"), ("serial", "app-config"))
    );
    private static readonly ExampleResource System = new(
        "system",
        NixSystemDefinition.Resource,
        PropertyMap.Of(
            ("configuration", "guests"),
            ("entry", "hosts/web"),
            ("hostName", "web"),
            ("address", PropertyMap.Of(("address", "192.168.1.12/24"), ("gateway", "192.168.1.1")))
        )
    );
    private static readonly ExampleResource Guest = new(
        "web",
        NixGuestDefinition.Resource,
        PropertyMap.Of(
            ("cpus", 2),
            ("memory", "2GiB"),
            ("maxMemory", "4GiB"),
            ("disks", PropertyValue.List("${os.disk}", "${config.disk}")),
            ("networks", PropertyValue.List(["${lan.card}"])),
            ("waitFor", "configured")
        )
    );
    private static readonly ExampleResource Component = new(
        "web",
        SelfConfiguringGuestDefinition.Resource,
        PropertyMap.Of(
            ("image", "${image.imagePath}"),
            ("configurationRoot", "guests"),
            ("hostConfiguration", "hosts/web"),
            ("network", "${lan.card}"),
            ("identity", PropertyMap.Of(("hostName", "web"), ("address", "192.168.1.12/24")))
        )
    );

    private static readonly ExampleResource Attic = new(
        "attic",
        HostDefinition.Resource,
        PropertyMap.Of(("address", "ssh://root@attic.lan"))
    );

    private static readonly ExampleResource AtticNetwork = new(
        "lan",
        BridgeNetworkDefinition.Resource,
        PropertyMap.Of(("host", "${attic.connection}"), ("bridge", "br0"))
    );

    /// <summary>The programs by the type name of what they are about, which comes last.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<ExampleResource>> All { get; } =
        new ImmutableArray<ExampleResource>[]
        {
            [Image],
            [Image, Disk],
            [Config],
            [Network],
            [System],
            [Image, Disk, Config, Network, Guest],
            [Image, Network, Component],
            // A host is of no use without something on it.
            [Attic, AtticNetwork],
        }.ToDictionary(TopicOf, StringComparer.Ordinal);

    private static string TopicOf(ImmutableArray<ExampleResource> program) =>
        (program.Contains(Attic) ? Attic : program[^1]).Definition.Name;

    /// <summary>What a description ends with: the program in every language, in the marks that Pulumi's generators of docs filter by language.</summary>
    /// <param name="resource">The type name.</param>
    public static string Describe(string resource) =>
        $"\n\n{{{{% examples %}}}}\n## Example Usage\n{{{{% example %}}}}\n\n{Blocks(All[resource])}\n{{{{% /example %}}}}\n{{{{% /examples %}}}}";

    private static string Blocks(ImmutableArray<ExampleResource> program) =>
        string.Join(
            "\n\n",
            Enum.GetValues<ExampleLanguage>()
                .Select(language =>
                    $"```{language.ToString().ToLowerInvariant()}\n{new ExampleProgram(language).Write(program)}\n```"
                )
        );
}
