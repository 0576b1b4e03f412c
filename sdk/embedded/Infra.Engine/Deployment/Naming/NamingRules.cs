using System.Collections.Immutable;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Naming;

/// <summary>The user's rules for names: for types, for packages, and for the rest.</summary>
internal sealed record NamingRules(
    NamingRule Rest,
    ImmutableDictionary<string, NamingRule> Packages,
    ImmutableDictionary<string, NamingRule> Types
)
{
    /// <summary>Providers choose all names.</summary>
    public static NamingRules None { get; } =
        new(
            new NamingRule.Default(),
            ImmutableDictionary<string, NamingRule>.Empty,
            ImmutableDictionary<string, NamingRule>.Empty
        );

    /// <summary>The proposal for a resource's provider; <c>null</c> to leave the name to it.</summary>
    public NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed)
    {
        var rule =
            Types.GetValueOrDefault(urn.Type)
            ?? Packages.GetValueOrDefault(PackageDescriptor.NameOf(urn.Type));
        return rule is null ? Rest.Propose(urn, seed)
            // A rule for a package or a type is meant for it, so the user is warned when it is ignored.
            : rule.Propose(urn, seed) is { } proposal ? proposal with { IsExpected = true }
            : null;
    }
}
