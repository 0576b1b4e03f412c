using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>One run of a program: what its resources share, whichever hosts they are on.</summary>
internal sealed class ProgramRun
{
    private readonly ConcurrentDictionary<string, MachineRun> _machines = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, RunOutputs> _outputs = new(
        StringComparer.Ordinal
    );
    private ImmutableArray<ProviderSession> _sessions = [];

    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>An id that tells this run from all others. Each session has one, because each holds its own sign of life.</summary>
    public string NewId()
    {
        var id = Owners.NewToken();
        _ids.TryAdd(id, 0);
        return id;
    }

    /// <summary>Whether an id is one of this run.</summary>
    public bool IsOwn(string id) => _ids.ContainsKey(id);

    /// <summary>Begins a run, whose log hides the secrets of all inputs.</summary>
    /// <param name="log">Writes to the engine's display.</param>
    /// <param name="workingDirectory">The program's directory: relative paths of inputs start here.</param>
    /// <param name="clock">The clock for waits.</param>
    public ProgramRun(IEngineLog log, string workingDirectory, TimeProvider clock)
    {
        Log = new HidingLog(log, Secrets.Hide);
        WorkingDirectory = workingDirectory;
        Clock = clock;
    }

    /// <summary>Writes to the engine's display.</summary>
    public IEngineLog Log { get; }

    /// <summary>The program's directory: relative paths of inputs start here.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The clock for waits.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The files of the machine that the program runs on: the sources that its inputs name.</summary>
    public IHostFiles Here { get; } = new LocalFiles();

    /// <summary>
    /// Evaluates on the machine that the program runs on. All hosts share it, because an evaluation of nixpkgs takes seconds and up to 1.5 GiB.
    /// </summary>
    public INixEvaluator Evaluator => _sessions[0].Host.Evaluator;

    /// <summary>The secrets of all inputs, which no message quotes.</summary>
    public SecretTexts Secrets { get; } = new();

    /// <summary>The resources of which the engine has a state.</summary>
    public KnownResources Known { get; } = new();

    /// <summary>The inputs of the resources that were read back and not compared since, by URN.</summary>
    public ConcurrentDictionary<string, PropertyMap> Refreshed { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The files that change on config disks in this run.</summary>
    public ChangedContent Changed { get; } = new();

    /// <summary>The names and addresses that the guests of the program claim.</summary>
    public GuestClaims Claims { get; } = new();

    /// <summary>The sessions of all hosts that the run has met so far, the provider's own first.</summary>
    public ImmutableArray<ProviderSession> Sessions => _sessions;

    /// <summary>What the run knows of a machine, with the host by which it learns of it first.</summary>
    public MachineRun Of(string machine, INixHost host) =>
        _machines.GetOrAdd(machine, _ => new(host));

    /// <summary>The text outputs of the resources on a machine.</summary>
    public RunOutputs OutputsOf(string machine) => _outputs.GetOrAdd(machine, _ => new());

    /// <summary>Notes the session of another host.</summary>
    public void Add(ProviderSession session) =>
        ImmutableInterlocked.Update(ref _sessions, all => all.Add(session));
}
