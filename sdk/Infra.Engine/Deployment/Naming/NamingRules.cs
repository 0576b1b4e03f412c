using System.Collections.Immutable;
using Infra.Engine.Providers;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Naming;

/// <summary>The user's rules for names: for types, for packages, and for the rest.</summary>
internal sealed record NamingRules(
    NamingRule Rest,
    ImmutableDictionary<string, NamingRule> Packages,
    ImmutableDictionary<string, NamingRule> Types
)
{
    /// <summary>Every name is the provider's business.</summary>
    public static NamingRules None { get; } =
        new(
            new NamingRule.Default(),
            ImmutableDictionary<string, NamingRule>.Empty,
            ImmutableDictionary<string, NamingRule>.Empty
        );

    /// <summary>What to tell the provider of a resource; <c>null</c> to leave the name to it.</summary>
    public NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed)
    {
        var rule =
            Types.GetValueOrDefault(urn.Type)
            ?? Packages.GetValueOrDefault(PackageDescriptor.NameOf(urn.Type));
        return rule is null ? Rest.Propose(urn, seed)
            // Who names a package or a type means it.
            : rule.Propose(urn, seed) is { } proposal ? proposal with { IsExpected = true }
            : null;
    }
}
