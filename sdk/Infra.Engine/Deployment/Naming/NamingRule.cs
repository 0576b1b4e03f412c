using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Naming;

/// <summary>One way to name resources. A closed hierarchy.</summary>
internal abstract record NamingRule
{
    private NamingRule() { }

    /// <summary>What to tell the provider; <c>null</c> to leave names to it.</summary>
    public abstract NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed);

    /// <summary>Names are the provider's business.</summary>
    internal sealed record Default : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal? Propose(Urn urn, ReadOnlyMemory<byte> seed) => null;
    }

    /// <summary>The name in the program is the name.</summary>
    internal sealed record Verbatim : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal Propose(Urn urn, ReadOnlyMemory<byte> seed) =>
            new(urn.Name, NamingMode.Enforce);
    }

    /// <summary>Every resource must be given a name.</summary>
    internal sealed record Disabled : NamingRule
    {
        /// <inheritdoc/>
        public override NameProposal Propose(Urn urn, ReadOnlyMemory<byte> seed) =>
            new("", NamingMode.Disable);
    }

    /// <summary>A pattern, in which everything that is the same for the whole stack is filled in.</summary>
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
