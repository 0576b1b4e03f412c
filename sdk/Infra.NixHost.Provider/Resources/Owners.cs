using System.Collections.Concurrent;
using System.Security.Cryptography;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Decides to whom objects on the host belong: to the state that holds their token.
/// Until a state has the token of a new object, a pending record stands in for it.
/// </summary>
/// <param name="records">The tags of objects without room for one, and the pending records.</param>
/// <param name="run">The run of the program.</param>
internal sealed class Owners(OwnerRecords records, ProgramRun run) : IDisposable
{
    /// <summary>The output that holds the token; it is no secret, and displays hide it.</summary>
    public const string Output = "__owner";

    /// <summary>The output that says that an import shares the token of another state until its first change.</summary>
    private const string Shared = "__ownerShared";

    /// <summary>What to do about the object of another state.</summary>
    public const string WaysOut =
        "choose another name, destroy it there, or import it here and delete it from the other state";

    private readonly PendingCreates _pending = new(records, run);
    private readonly ConcurrentDictionary<string, string> _finished = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _resumed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Token, string Id), byte> _takenOver = new();
    private readonly ConcurrentDictionary<string, byte> _made = new(StringComparer.Ordinal);
    private bool _hasChanged;

    /// <summary>The states that the engine has.</summary>
    public KnownResources Known => run.Known;

    /// <summary>The tags of objects without room for one.</summary>
    public OwnerRecords Records => records;

    /// <summary>Starts to create an object: its tag has the token of an interrupted create, or a new one.</summary>
    /// <exception cref="HostException">Another run that lives makes the object.</exception>
    public Task<OwnerTag> BeginAsync(
        ResourceIdentity identity,
        CancellationToken cancellationToken
    ) =>
        _pending.WriteAsync(
            identity,
            pending =>
            {
                if (pending is null || Known.MayHold(identity, pending))
                {
                    return TagOf(identity, OwnerTag.NewToken(HomeOf(identity)));
                }

                _resumed.TryAdd(pending, 0);
                return TagOf(identity, pending);
            },
            cancellationToken
        );

    /// <summary>
    /// The tag to write when a resource changes. An old claim by urn becomes a token now, and a shared token becomes one of its own, so that only
    /// the state that writes first goes on as the owner.
    /// </summary>
    public Task<OwnerTag> RenewAsync(
        ResourceIdentity identity,
        PropertyMap outputs,
        CancellationToken cancellationToken
    ) =>
        TokenIn(outputs) is { } token && !outputs.ContainsKey(Shared)
            ? Task.FromResult(TagOf(identity, token))
            : BeginAsync(identity, cancellationToken);

    /// <summary>The outputs of an import: it shares the claim of the object's owner, because reading writes nothing.</summary>
    public static PropertyMap Share(PropertyMap outputs, string? claim) =>
        claim is null ? outputs : outputs.With(Output, claim).With(Shared, true);

    /// <summary>Whether an object without room for a tag was imported and not changed since, so that it has no record.</summary>
    public bool IsUnwritten(string name, PropertyMap inputs, PropertyMap outputs) =>
        (ImportedInputs.Are(inputs) || ImportedInputs.Are(outputs)) && records.Read(name) is null;

    /// <summary>The tag that a preview of a create shows; nothing is written.</summary>
    public OwnerTag Foresee(ResourceIdentity identity) =>
        TagOf(identity, PendingToken(identity) ?? "");

    /// <summary>Notes that an object with this token may be on the host from now on.</summary>
    public void Making(OwnerTag owner) => _made.TryAdd(owner.Token, 0);

    /// <summary>Notes that the object with this token was removed again.</summary>
    public void Unmade(OwnerTag owner) => _made.TryRemove(owner.Token, out _);

    /// <summary>Removes the pending record of a failed create that has left nothing.</summary>
    public void Withdraw(ResourceIdentity identity, OwnerTag owner)
    {
        if (!_made.ContainsKey(owner.Token) && !_resumed.ContainsKey(owner.Token))
        {
            _pending.Remove(_pending.NameOf(identity), owner.Token);
        }
    }

    /// <summary>Notes the object of a create that went on with an interrupted one.</summary>
    public void NoteTakeOver(OwnerTag owner, string id)
    {
        if (_resumed.ContainsKey(owner.Token))
        {
            _takenOver.TryAdd((owner.Token, id), 0);
        }
    }

    /// <summary>
    /// Whether the object to delete is that of a create of this run. The state of a killed run may be saved while its record still says
    /// the opposite, and a forced replacement then takes over the very object that it replaces.
    /// </summary>
    public bool HasTakenOver(StateCall call) =>
        TokenIn(call.Outputs) is { } token && _takenOver.ContainsKey((token, call.Id));

    /// <summary>Notes that this run has created or changed an object whose token is in the state now.</summary>
    public void Finish(ResourceIdentity identity, string token)
    {
        _finished[_pending.NameOf(identity)] = token;
        _hasChanged = true;
    }

    /// <summary>Notes the token of a state that the engine has sent.</summary>
    public void See(ResourceIdentity identity, PropertyMap outputs)
    {
        if (TokenIn(outputs) is { } token)
        {
            _finished.TryAdd(_pending.NameOf(identity), token);
        }
    }

    /// <summary>
    /// Removes the pending records of tokens that a state holds; a run without changes writes nothing here either.
    /// Must not run when the engine was killed, because its last states may not be saved.
    /// </summary>
    public void Confirm()
    {
        if (!_hasChanged)
        {
            return;
        }

        _pending.Remove([.. _finished]);
        _finished.Clear();
    }

    /// <summary>Removes the pending record of a resource whose state holds the token.</summary>
    public void Confirm(ResourceIdentity identity, PropertyMap outputs)
    {
        if (TokenIn(outputs) is { } token)
        {
            _pending.Remove(_pending.NameOf(identity), token);
        }
    }

    /// <summary>Ends this run: what it has made and no state has confirmed is the next run's.</summary>
    public void Dispose() => _pending.Dispose();

    /// <summary>Whether a tag is that of this resource's interrupted create.</summary>
    public bool IsPending(ResourceIdentity identity, OwnerTag? tag) =>
        tag is { Token.Length: > 0 } && tag.Token == PendingToken(identity);

    /// <summary>Whether a tag may be that of this resource's interrupted create; Check does not get the token of its state.</summary>
    public bool MayBePending(ResourceIdentity identity, OwnerTag tag) =>
        tag.Token.Length > 0 && tag.Token == _pending.TokenOf(identity);

    /// <summary>Whether another run that lives makes this resource, so that what it has made is no leftover.</summary>
    public bool IsMadeElsewhere(ResourceIdentity identity) => _pending.IsMadeElsewhere(identity);

    /// <summary>Whether the state owns an object.</summary>
    public bool Owns(
        ResourceIdentity identity,
        (PropertyMap Inputs, PropertyMap Outputs) state,
        OwnedObject found
    ) =>
        found.Tag is { } tag
            ? tag.Claim == ClaimOf(identity, state.Outputs)
                || IsPending(identity, tag)
                || (found.IsInferred && tag.Urn == identity.Origin.Value)
            : found.IsImportable
                && (ImportedInputs.Are(state.Inputs) || ImportedInputs.Are(state.Outputs));

    /// <summary>Requires that the state owns an object that an operation changes or deletes.</summary>
    /// <exception cref="HostException">The object belongs to another state or to somebody else.</exception>
    public void Require(
        ResourceIdentity identity,
        (PropertyMap Inputs, PropertyMap Outputs) state,
        OwnedObject found
    )
    {
        if (!Owns(identity, state, found))
        {
            throw Refuse(identity, found);
        }
    }

    /// <summary>
    /// Whether an object may be the one that the engine is about to replace. For <c>--replace</c> and a taint it tells nothing of the former
    /// state, so that a second state of the same program looks the same.
    /// </summary>
    public bool MayBeReplaced(ResourceIdentity identity, OwnedObject found) =>
        found.Tag is { } tag && tag.Urn == identity.Urn.Value && (Known.AreAny || IsFromHere(tag));

    /// <summary>
    /// Whether an object is of this program's state: a state of this run has its token, or one with the same mark. A clone of the program uses the
    /// same names of project and stack, and a renamed stack has others than its objects. Of old versions' objects the names
    /// alone decide, wherever their program ran.
    /// </summary>
    public bool IsOfProgram(ResourceIdentity identity, OwnerTag? tag) =>
        tag is not null
        && (
            Known.HoldsToken(tag.Token)
            || (
                tag.Home is { } home
                    ? Known.Homes.Contains(home)
                        || home == OwnerTag.NewHome(identity, run.WorkingDirectory)
                    : identity.IsOfStack(tag)
            )
        );

    /// <summary>The failure of an operation on an object that the state does not own.</summary>
    public HostException Refuse(ResourceIdentity identity, OwnedObject found) =>
        new(CodeOf(found), $"{Capitalise(Reason(identity, found))}.");

    /// <summary>The error code of an object that the state does not own.</summary>
    public static string CodeOf(OwnedObject found) =>
        found.Tag is null ? found.ForeignCode : "owned-elsewhere";

    /// <summary>Says whose an object is, who wants it, and how to take it.</summary>
    public string Reason(ResourceIdentity identity, OwnedObject found) =>
        found.Tag is { } tag
            ? $"{found.Name} belongs to {Relation(tag.Describe(), TagOf(identity, "").Describe())}; {WaysOut}"
            : $"{found.Name} was not made by this project; import it, remove it, or choose another name";

    /// <summary>A new random token.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Writes the token of an owner to outputs.</summary>
    public static PropertyMap Own(PropertyMap outputs, OwnerTag owner) =>
        outputs.With(Output, owner.Token).Without(Shared);

    /// <summary>Copies the token of former outputs to new ones.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news) =>
        (olds.Get(Output), olds.Get(Shared)) switch
        {
            ({ } token, { } shared) => news.With(Output, token).With(Shared, shared),
            ({ } token, null) => news.With(Output, token),
            _ => news,
        };

    /// <summary>Whether outputs share the token of another state until the first change of an import.</summary>
    public static bool IsShared(PropertyMap outputs) => outputs.ContainsKey(Shared);

    private string HomeOf(ResourceIdentity identity) =>
        Known.Homes.FirstOrDefault() ?? OwnerTag.NewHome(identity, run.WorkingDirectory);

    private bool IsFromHere(OwnerTag tag) =>
        tag.Folder.Length == 0
        || (tag.Folder, tag.Operator) == (run.WorkingDirectory, Environment.MachineName);

    private static string Relation(string owner, string other) =>
        owner == other ? $"another state of {owner}" : $"{owner}, not to {other}";

    private OwnerTag TagOf(ResourceIdentity identity, string token) =>
        new(token, identity.Urn.Value, run.WorkingDirectory, Environment.MachineName);

    private string? PendingToken(ResourceIdentity identity) =>
        _pending.TokenOf(identity) is { } token && !Known.MayHold(identity, token) ? token : null;

    private static string ClaimOf(ResourceIdentity identity, PropertyMap outputs) =>
        new InputReader(outputs).Text(Output) is { Length: > 0 } claim
            ? claim
            : identity.Origin.Value;

    private static string? TokenIn(PropertyMap outputs) =>
        new InputReader(outputs).Text(Output) is { Length: > 0 } claim
        && !claim.StartsWith("urn:", StringComparison.Ordinal)
            ? claim
            : null;

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
