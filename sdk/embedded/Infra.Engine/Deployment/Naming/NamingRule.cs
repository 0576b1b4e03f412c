using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Naming;

/// <summary>A naming rule. A closed hierarchy.</summary>
internal abstract record NamingRule
{
    private NamingRule() { }

    /// <summary>The proposal for the provider; <c>null</c> to leave names to it.</summary>
    public abstract NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed);

    /// <summary>The provider chooses names.</summary>
    internal sealed record Default : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed) => null;
    }

    /// <summary>The resource's name in the program is used as it is.</summary>
    internal sealed record Verbatim : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal Propose(Urn urn, ReadOnlyMemory<byte> seed) =>
            new(urn.Name, NamingMode.Enforce);
    }

    /// <summary>The program must name every resource.</summary>
    internal sealed record Disabled : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal Propose(Urn urn, ReadOnlyMemory<byte> seed) =>
            new("", NamingMode.Disable);
    }

    /// <summary>A pattern, with the parts filled in that are the same for the whole stack.</summary>
    internal sealed record Pattern(NamePattern Text, bool IsEnforced) : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal Propose(Urn urn, ReadOnlyMemory<byte> seed)
        {
            var (name, isRandom) = Text.Fill(urn.Name, seed);
            var mode = IsEnforced ? NamingMode.Enforce : NamingMode.Propose;
            return new(name, mode, isRandom, IsEnforced);
        }
    }
}
