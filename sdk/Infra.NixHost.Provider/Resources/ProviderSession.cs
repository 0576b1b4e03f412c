using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The context that all handlers of one host share: the host, and the run of the program.</summary>
/// <param name="Host">The host.</param>
/// <param name="Run">What is the same on all hosts.</param>
internal sealed record ProviderSession(INixHost Host, ProgramRun Run)
{
    /// <summary>Tells the machine from those of other sessions: a UUID, or nothing for the machine of the provider's own host.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The host, as people are told of it.</summary>
    public string HostName => Host.Options.Ssh?.Address ?? "this machine";

    /// <summary>Writes to the engine's display.</summary>
    public IEngineLog Log => Run.Log;

    /// <inheritdoc cref="ProgramRun.WorkingDirectory"/>
    public string WorkingDirectory => Run.WorkingDirectory;

    /// <summary>The clock for waits.</summary>
    public TimeProvider Clock => Run.Clock;

    /// <inheritdoc cref="ProgramRun.Here"/>
    public IHostFiles Here => Run.Here;

    /// <inheritdoc cref="ProgramRun.Secrets"/>
    public SecretTexts Secrets => Run.Secrets;

    /// <inheritdoc cref="ProgramRun.Known"/>
    public KnownResources Known => Run.Known;

    /// <inheritdoc cref="ProgramRun.Refreshed"/>
    public ConcurrentDictionary<string, PropertyMap> Refreshed => Run.Refreshed;

    /// <inheritdoc cref="ProgramRun.Changed"/>
    public ChangedContent Changed => Run.Changed;

    /// <summary>Decides to whom objects on the host belong.</summary>
    public Owners Owners { get; } =
        new(
            new OwnerRecords(Host.Files, Path.Combine(Host.Options.StateDirectory, "owners")),
            Run.Known,
            Run.WorkingDirectory,
            Run.Clock
        );

    /// <summary>The text outputs of the resources that this run has on the host.</summary>
    public RunOutputs RunOutputs { get; } = new();

    /// <summary>The names and addresses that the guests of the program claim, as they count on this host.</summary>
    public HostClaims Claims => new(Run.Claims, Machine);

    /// <summary>What the program wants of the host, beside what runs there.</summary>
    public HostCapacity Capacity { get; } = new(Host);

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
