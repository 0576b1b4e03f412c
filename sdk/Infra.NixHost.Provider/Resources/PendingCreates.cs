using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The pending records: until a state has the token of a new object, a record with it stands in for the state. It belongs to one resource of one
/// program folder on one operator's machine, and to the run that wrote it as long as that run lives.
/// </summary>
/// <param name="records">Where the records are.</param>
/// <param name="run">The run of the program.</param>
internal sealed class PendingCreates(OwnerRecords records, ProgramRun run) : IDisposable
{
    /// <summary>The provider of an engine that was killed ends its operations in ten seconds.</summary>
    private const int MostTries = 75;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _run = run.NewId();
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private IDisposable? _life;

    /// <summary>The name of a resource's record.</summary>
    public string NameOf(ResourceIdentity identity) =>
        string.Join(
            '\0',
            "pending",
            identity.Urn.Value,
            run.WorkingDirectory,
            Environment.MachineName
        );

    /// <summary>The token of a resource's record; <c>null</c> where there is none, or one of another run that lives.</summary>
    public string? TokenOf(ResourceIdentity identity) =>
        records.Read(NameOf(identity)) is { } pending && !LivesElsewhere(pending)
            ? TokenIn(pending)
            : null;

    /// <summary>Whether another run that lives makes this resource.</summary>
    public bool IsMadeElsewhere(ResourceIdentity identity) =>
        records.Read(NameOf(identity)) is { } pending && LivesElsewhere(pending);

    /// <summary>
    /// Writes a resource's record, which is this run's from then on, while nobody else does the same. The tag is chosen by the token that the
    /// record had.
    /// </summary>
    /// <exception cref="HostException">Another run that lives makes the resource.</exception>
    public async Task<OwnerTag> WriteAsync(
        ResourceIdentity identity,
        Func<string?, OwnerTag> choose,
        CancellationToken cancellationToken
    )
    {
        Live();
        for (var tries = 1; ; tries++)
        {
            using (var held = records.TryHold(NameOf(identity)))
            {
                // Both questions are of one reading.
                var pending = held is null ? null : records.Read(NameOf(identity));
                if (held is not null && (pending is null || !LivesElsewhere(pending)))
                {
                    var tag = choose(TokenIn(pending));
                    records.Write(NameOf(identity), tag with { Run = _run });
                    return tag;
                }
            }

            if (tries == MostTries)
            {
                throw OwnerRecords.MadeElsewhere($"The resource '{identity.Urn.Name}'");
            }

            await Task.Delay(Pause, run.Clock, cancellationToken);
        }
    }

    /// <summary>Removes a record that has this token.</summary>
    public void Remove(string name, string token) => Remove([KeyValuePair.Create(name, token)]);

    /// <summary>Removes the records that have these tokens, in few questions: an engine waits only so long for the end of a run.</summary>
    /// <param name="tokens">The tokens by the names of the records.</param>
    public void Remove(IReadOnlyList<KeyValuePair<string, string>> tokens)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        var settled = tokens
            .Zip(records.Read([.. tokens.Select(t => t.Key)]))
            .Where(t => t.Second is not null && t.Second.Token == t.First.Value)
            .ToList();
        if (settled.Count == 0)
        {
            return;
        }

        records.Delete([.. settled.Select(t => t.First.Key)]);
        foreach (var (_, pending) in settled)
        {
            // What the run held goes with its last record.
            _ = pending is not null && LivesElsewhere(pending);
        }
    }

    /// <summary>Ends this run: the next one takes over what its records name.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _life?.Dispose();
            _life = null;
        }
    }

    /// <summary>Whether the run that has written a pending record lives.</summary>
    public static bool IsAlive(OwnerRecords records, OwnerTag pending) =>
        pending.Run is { } run && records.IsHeld(LifeOf(run));

    private static string? TokenIn(OwnerTag? pending) =>
        pending is { Token.Length: > 0 } ? pending.Token : null;

    private static string LifeOf(string run) => $"run {run}";

    private void Live()
    {
        lock (_lock)
        {
            _life ??= records.Hold(LifeOf(_run), "A resource of this run");
        }
    }

    /// <summary>
    /// Records of former versions name no run. Looking takes the hold for a moment, which a second look at the same time would take for life;
    /// and a dead run never lives again.
    /// </summary>
    private bool LivesElsewhere(OwnerTag pending)
    {
        if (pending.Run is not { } other || run.IsOwn(other))
        {
            return false;
        }

        lock (_lock)
        {
            if (!_dead.Contains(other) && records.IsHeld(LifeOf(other)))
            {
                return true;
            }

            _dead.Add(other);
            return false;
        }
    }
}
