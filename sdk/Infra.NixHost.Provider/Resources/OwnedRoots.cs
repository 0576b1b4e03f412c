using System.Collections.Concurrent;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The garbage collector roots that stand for resources: each is the id of its resource and has an owner record.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="role">What the root holds; part of its name.</param>
internal sealed class OwnedRoots(ProviderSession session, string role)
{
    private const string Foreign = "root-foreign";
    private const int MostNames = 10;

    private readonly ConcurrentDictionary<string, byte> _chosen = new(StringComparer.Ordinal);

    /// <summary>The root of a resource that is created or changed.</summary>
    public string Of(ChangeCall call) =>
        call.Id.Length > 0 ? call.Id
        : call.IsPreview ? Foresee(call.Identity, call.Owner)
        : Choose(call.Identity, call.Owner);

    /// <summary>
    /// The root of a new resource: a free one, or the one that an interrupted create left. Others of the name belong to the resource that is
    /// replaced, to another state, or to a stack that once had this name; they stay.
    /// </summary>
    private string Foresee(ResourceIdentity identity, OwnerTag owner)
    {
        for (var attempt = 0; ; attempt++)
        {
            var path = PathOf(identity, attempt);
            if (PlaceAt(identity, path, owner) is not Place.Taken)
            {
                return path;
            }
        }
    }

    /// <summary>The root of a new resource, as <see cref="Foresee"/>, which is recorded at once: no other create takes the same one.</summary>
    private string Choose(ResourceIdentity identity, OwnerTag owner)
    {
        for (var attempt = 0; ; attempt++)
        {
            var path = PathOf(identity, attempt);
            if (PlaceAt(identity, path, owner) is Place.Own)
            {
                return path;
            }

            // Whoever holds the root looks at it, too, and may be about to record it.
            using var held = session.Owners.Records.TryHold(path);
            if (held is not null && PlaceAt(identity, path, owner) is Place.Free)
            {
                session.Owners.Records.Write(path, owner);
                session.Owners.Making(owner);
                _chosen.TryAdd(path, 0);
                return path;
            }
        }
    }

    private Place PlaceAt(ResourceIdentity identity, string path, OwnerTag owner) =>
        ObjectAt(identity, path) is not { } found ? Place.Free
        : owner.Token.Length > 0 && found.Tag?.Token == owner.Token ? Place.Own
        : Place.Taken;

    /// <summary>The root that the first change of an import makes: a free one.</summary>
    public string ChooseForImport(ResourceIdentity identity)
    {
        for (var attempt = 0; ; attempt++)
        {
            var path = PathOf(identity, attempt);
            if (
                session.Owners.Records.Read(path) is null
                && session.Host.Store.ReadRoot(path) is null
            )
            {
                return path;
            }
        }
    }

    /// <summary>
    /// The change that creates a lost root again, or <c>null</c>. Read empties the output <c>gcRoot</c> of a lost one. An import makes no root, so
    /// that only the first change of the resource does.
    /// </summary>
    public PropertyChange? LostRoot(DiffCall call)
    {
        var outputs = new InputReader(call.OldOutputs);
        var (storePath, root) = (outputs.Text("storePath"), outputs.Text("gcRoot"));
        var isImport = session.Owners.IsUnwritten(call.Id, call.OldInputs, call.OldOutputs);
        return
            string.IsNullOrEmpty(storePath)
            || isImport
            || (root == call.Id && session.SeenRoots.Keep(storePath, call.Id))
            ? null
            : new("gcRoot", ChangeKind.Update, root ?? "", call.Id)
            {
                Reason =
                    "the garbage collector root was removed from the host and is created again",
                IsOutput = true,
            };
    }

    /// <summary>What a refresh finds of a root: a lost one is told, and the next up creates it again.</summary>
    public async Task<PropertyMap> InspectAsync(
        StateCall call,
        string storePath,
        CancellationToken cancellationToken
    )
    {
        var isImport = session.Owners.IsUnwritten(call.Id, call.Inputs, call.Outputs);
        var isThere = await session.Host.Store.IsValidAsync(storePath, cancellationToken);
        if (isThere && (isImport || session.Host.Store.ReadRoot(call.Id) == storePath))
        {
            return call.Outputs;
        }

        await session.Log.WarnAsync(
            call.Identity.Urn,
            isThere
                ? $"The garbage collector root {call.Id} is missing; the next up creates it again."
                : $"{storePath} is gone from the store; the next up makes it again.",
            cancellationToken
        );
        return call.Outputs.With("gcRoot", "");
    }

    /// <summary>All roots of this role by path, also those that hold nothing in the store, such as a secret config disk's. Each has the name of the resource that made it, or else the store path's.</summary>
    public IReadOnlyList<ListedObject> List() =>
        [
            .. session
                .Host.Store.ListRoots()
                .Union(session.Owners.Records.Described(), StringComparer.Ordinal)
                .Where(IsOfRole)
                .Select(path => (Path: path, Owner: session.Owners.Records.Read(path)))
                .Select(root => new ListedObject(
                    root.Path,
                    root.Owner?.Name ?? NameIn(session.Host.Store.ReadRoot(root.Path)),
                    root.Owner
                )),
        ];

    /// <summary>The root that an id names, with its owner; <c>null</c> when there is none.</summary>
    public OwnedObject? Find(StateCall call) =>
        IsOurs(call.Id)
            ? ObjectAt(call.Identity, call.Id)
            : new($"the path {call.Id}", null, Foreign);

    /// <summary>Whether a path lies in the directory of the provider's roots.</summary>
    public bool IsOurs(string path) =>
        Path.IsPathFullyQualified(path)
        // Another spelling of a root's path would have another record, or none.
        && Path.GetFullPath(path, "/") == path
        && Path.GetFullPath(path, "/")
            .StartsWith(
                Path.TrimEndingDirectorySeparator(
                    Path.GetFullPath(session.Host.Options.GcRootDirectory, "/")
                ) + "/",
                StringComparison.Ordinal
            );

    /// <summary>
    /// Records the owner of a root while the resource behind it is made. A failure of a new one removes the record or, where something was made,
    /// leaves it in the state.
    /// </summary>
    /// <param name="root">The root.</param>
    /// <param name="call">The create or the change.</param>
    /// <param name="make">Makes the resource.</param>
    /// <param name="left">What is known of something that was made and has no root; <c>null</c> for nothing.</param>
    public async Task<PropertyMap> ClaimAsync(
        string root,
        ChangeCall call,
        Func<Task<PropertyMap>> make,
        Func<PropertyMap?>? left = null
    )
    {
        var records = session.Owners.Records;
        var isNew = _chosen.TryRemove(root, out _) || records.Read(root) is null;
        session.Owners.Making(call.Owner);
        records.Write(root, call.Owner);
        try
        {
            return await make();
        }
        catch (Exception e)
            when (call.Id.Length == 0 && HostFailure.Is(e) && Left(root, left) is { } outputs)
        {
            throw new FailedCreate(session, call, $"the {role} of {root}").Keep(e, root, outputs);
        }
        catch (Exception) when (isNew && session.Host.Store.ReadRoot(root) is null)
        {
            records.Delete(root);
            session.Owners.Unmade(call.Owner);
            throw;
        }
    }

    /// <summary>The empty output <c>gcRoot</c> makes the next up write the others, also after a refresh has cleared the failure.</summary>
    private PropertyMap? Left(string root, Func<PropertyMap?>? left) =>
        session.Host.Store.ReadRoot(root) is { } storePath
            ? PropertyMap.Of(("storePath", storePath), ("gcRoot", ""))
            : left?.Invoke();

    /// <summary>Records what a resource is, because a root does not tell it. Contents and other secrets are left out.</summary>
    public void Describe(string root, PropertyMap inputs, PropertyMap outputs)
    {
        var told = PropertyMap.Create(
            inputs.Where(i => IsInternal(i.Key) || !PropertyContent.HasSecret(i.Value))
        );
        session.Owners.Records.Describe(
            root,
            PropertyMap.Of(("inputs", told), ("outputs", outputs))
        );
    }

    /// <summary>The call with what is recorded of its id, for an import or a lookup; <c>null</c> where nothing is.</summary>
    public StateCall? Recorded(StateCall call) =>
        IsOurs(call.Id)
        && session.Owners.Records.ReadDescription(call.Id) is { } found
        && found.Get("inputs") is PropertyValue.Object inputs
        && found.Get("outputs") is PropertyValue.Object outputs
            ? call with
            {
                Identity = OriginMark.Read(call.Identity, inputs.Properties),
                Inputs = ImportedInputs.Of(inputs.Properties),
                Outputs = outputs.Properties,
            }
            : null;

    private static bool IsInternal(string name) =>
        name.StartsWith(ResourceDefinition.InternalPrefix, StringComparison.Ordinal);

    /// <summary>Removes a root and its record; a path outside of the provider's directory stays.</summary>
    public void Remove(string root)
    {
        if (IsOurs(root))
        {
            session.Host.Store.RemoveRoot(root);
            session.Owners.Records.Delete(root);
        }
    }

    /// <summary>Whether a root's name ends as <see cref="PathOf"/> makes it.</summary>
    private bool IsOfRole(string path)
    {
        var name = Path.GetFileName(path).TrimEnd("0123456789".ToCharArray()).TrimEnd('-');
        return name.EndsWith($"-{role}", StringComparison.Ordinal);
    }

    /// <summary>The name in a store path, after its hash.</summary>
    private static string NameIn(string? storePath) =>
        Path.GetFileName(storePath)?.Split('-', 2) is [_, var name] ? name : "";

    private string PathOf(ResourceIdentity identity, int attempt) =>
        identity.RootPath(session.Host.Store, attempt == 0 ? role : $"{role}-{attempt}");

    private OwnedObject? ObjectAt(ResourceIdentity identity, string path)
    {
        var tag = session.Owners.Records.Read(path);
        if (tag is null && session.Host.Store.ReadRoot(path) is null)
        {
            return null;
        }

        // Versions without records named the root of a resource by its urn, so the name decides; also where the records were lost.
        var isByName = Enumerable.Range(0, MostNames).Any(i => path == PathOf(identity, i));
        var old = isByName ? new OwnerTag("", identity.Origin.Value, "", "") : null;
        return new($"the garbage collector root {path}", tag ?? old, Foreign)
        {
            IsInferred = tag is null && isByName,
        };
    }

    /// <summary>Whose a path is for a new root.</summary>
    private enum Place
    {
        /// <summary>Nothing is there.</summary>
        Free,

        /// <summary>The interrupted create of the same owner has left its root there.</summary>
        Own,

        /// <summary>Another one has it.</summary>
        Taken,
    }
}
