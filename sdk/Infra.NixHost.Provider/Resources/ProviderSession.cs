using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
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

    /// <inheritdoc cref="ProgramRun.Evaluator"/>
    public INixEvaluator Evaluator => Run.Evaluator;

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
        new(new OwnerRecords(Host.Files, Path.Combine(Host.Options.StateDirectory, "owners")), Run);

    /// <summary>The garbage collector roots that the run has seen on the host.</summary>
    public SeenRoots SeenRoots { get; } = new(Host);

    /// <inheritdoc cref="ProgramRun.OutputsOf"/>
    public RunOutputs RunOutputs => Run.OutputsOf(Machine);

    /// <summary>The names and addresses that the guests of the program claim, as they count on this host.</summary>
    public HostClaims Claims => new(Run.Claims, Machine);

    /// <inheritdoc cref="MachineRun.Capacity"/>
    public HostCapacity Capacity => Shared.Capacity;

    /// <inheritdoc cref="MachineRun.Definitions"/>
    public SharedReading<ImmutableArray<XElement>> Definitions => Shared.Definitions;

    /// <inheritdoc cref="MachineRun.Interfaces"/>
    public SharedReading<HostInterfaces> Interfaces => Shared.Interfaces;

    /// <inheritdoc cref="MachineRun.Support"/>
    public SharedReading<GuestSupport> Support => Shared.Support;

    private MachineRun Shared => Run.Of(Machine, Host);

    /// <summary>Makes a path of the user absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);
}
