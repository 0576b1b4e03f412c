namespace Infra.Engine.Deployment.Naming;

/// <summary>What the user wants of the name of a resource that the program gives none.</summary>
/// <param name="Name">The name; empty when there is none.</param>
/// <param name="Mode">What the provider is to make of it.</param>
/// <param name="IsRandom">Whether the next one is another, so that an old and a new resource can be there side by side.</param>
/// <param name="IsExpected">Whether the user would be surprised if the provider did not heed it.</param>
internal sealed record NameProposal(
    string Name,
    NamingMode Mode,
    bool IsRandom = false,
    bool IsExpected = false
);
