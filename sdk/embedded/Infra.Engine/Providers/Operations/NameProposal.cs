namespace Infra.Engine.Providers.Operations;

/// <summary>The user's naming rule, applied to a resource without a name.</summary>
/// <param name="Name">The name; empty when there is none.</param>
/// <param name="Mode">How binding the name is for the provider.</param>
/// <param name="IsRandom">Whether each name differs, so that an old and a new resource can coexist.</param>
/// <param name="IsExpected">Whether the user is warned when the provider ignores the rule.</param>
internal sealed record NameProposal(
    string Name,
    NamingMode Mode,
    bool IsRandom = false,
    bool IsExpected = false
);
