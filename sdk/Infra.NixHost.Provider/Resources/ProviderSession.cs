using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The context that all handlers share: one host, one engine and one working directory.</summary>
/// <param name="Host">The host.</param>
/// <param name="Log">Writes to the engine's display.</param>
/// <param name="WorkingDirectory">The program's directory: relative paths of inputs start here.</param>
/// <param name="Clock">The clock for waits.</param>
internal sealed record ProviderSession(
    INixHost Host,
    IEngineLog Log,
    string WorkingDirectory,
    TimeProvider Clock
)
{
    /// <summary>The files of the machine that the program runs on: the sources that its inputs name.</summary>
    public IHostFiles Here { get; } = new LocalFiles();

    /// <summary>The secrets of all inputs, which no message quotes.</summary>
    public SecretTexts Secrets { get; private init; } = new();

    /// <summary>Starts a session whose log hides the secrets of all inputs.</summary>
    public static ProviderSession Start(
        INixHost host,
        IEngineLog log,
        string workingDirectory,
        TimeProvider clock
    )
    {
        var secrets = new SecretTexts();
        return new(host, new HidingLog(log, secrets.Hide), workingDirectory, clock)
        {
            Secrets = secrets,
        };
    }

    /// <summary>The resources of which the engine has a state.</summary>
    public KnownResources Known => Owners.Known;

    /// <summary>Decides to whom objects on the host belong.</summary>
    public Owners Owners { get; } =
        new(
            new OwnerRecords(Host.Files, Path.Combine(Host.Options.StateDirectory, "owners")),
            WorkingDirectory,
            Clock
        );

    /// <summary>The text outputs of the resources of this run.</summary>
    public RunOutputs RunOutputs { get; } = new();

    /// <summary>The inputs of the resources that were read back and not compared since, by URN.</summary>
    public ConcurrentDictionary<string, PropertyMap> Refreshed { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The files that change on config disks in this run.</summary>
    public ChangedContent Changed { get; } = new();

    /// <summary>The names and addresses that the guests of the program claim.</summary>
    public GuestClaims Claims { get; } = new();

    /// <summary>The definitions of all domains of the host, for checks that compare with all of them.</summary>
    public SharedReading<ImmutableArray<XElement>> Definitions { get; } =
        new(async token =>
            [.. (await Host.Domains.ReadDefinitionsAsync(token)).Select(xml => XElement.Parse(xml))]
        );

    /// <summary>The features that the host offers to guests.</summary>
    public SharedReading<GuestSupport> Support { get; } = new(Host.Facts.ReadSupportAsync);

    /// <summary>Makes a path of the user absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);
}
