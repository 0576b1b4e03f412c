using System.Collections.Concurrent;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The urns, origins and owner tokens of resources that came to this process with a former state.
/// A new resource that is not among them has no state.
/// </summary>
internal sealed class KnownResources
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _facts = new(
        StringComparer.Ordinal
    );

    private readonly ConcurrentDictionary<string, byte> _homes = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ResourceIdentity> _identities = new(
        StringComparer.Ordinal
    );

    private readonly ConcurrentDictionary<string, byte> _moved = new(StringComparer.Ordinal);

    /// <summary>The marks in the tokens of the states that came with calls of this run.</summary>
    public ICollection<string> Homes => _homes.Keys;

    /// <summary>Whether a state came with any call of this run.</summary>
    public bool AreAny => !_facts.IsEmpty;

    /// <summary>Notes that the engine has a state of this resource.</summary>
    public void Note(ResourceIdentity identity)
    {
        FactsOf(identity);
        _identities[identity.Urn.Value] = identity;
    }

    /// <summary>Notes the state that the engine has of this resource.</summary>
    public void Note(ResourceIdentity identity, PropertyMap outputs)
    {
        Note(identity);
        var facts = FactsOf(identity);
        var token = new InputReader(outputs).Text(Owners.Output) ?? "";
        facts.TryAdd(TokenFact(token), 0);
        // An import shares the token of another state.
        if (!Owners.IsShared(outputs) && OwnerTag.HomeIn(token) is { } home)
        {
            _homes.TryAdd(home, 0);
        }
        facts.TryAdd("outputs", 0);
    }

    /// <summary>
    /// The identity of a known resource, or <c>null</c>. The check of a replacement gets no former inputs.
    /// </summary>
    public ResourceIdentity? Recall(Urn urn) => _identities.GetValueOrDefault(urn.Value);

    /// <summary>Notes that this run makes a resource anew on another machine, where its state counts for nothing.</summary>
    public void NoteMove(ResourceIdentity identity) => _moved.TryAdd(identity.Urn.Value, 0);

    /// <summary>Whether the engine has a state of this resource on the machine that it is on.</summary>
    public bool Has(ResourceIdentity identity) =>
        _facts.ContainsKey(identity.Urn.Value) && !_moved.ContainsKey(identity.Urn.Value);

    /// <summary>
    /// Whether a state may hold this token already, so that its object is no leftover.
    /// Check brings a state without its outputs, and then the answer is yes for any token.
    /// </summary>
    public bool MayHold(ResourceIdentity identity, string token) =>
        Has(identity) && (!HasFact(identity, "outputs") || HasFact(identity, TokenFact(token)));

    /// <summary>Whether a state that came with a call of this run has this token.</summary>
    public bool HoldsToken(string token) =>
        token.Length > 0 && _facts.Values.Any(facts => facts.ContainsKey(TokenFact(token)));

    private static string TokenFact(string token) => $"token {token}";

    private bool HasFact(ResourceIdentity identity, string fact) =>
        _facts.TryGetValue(identity.Urn.Value, out var facts) && facts.ContainsKey(fact);

    private ConcurrentDictionary<string, byte> FactsOf(ResourceIdentity identity) =>
        _facts.GetOrAdd(identity.Urn.Value, _ => new(StringComparer.Ordinal));
}
