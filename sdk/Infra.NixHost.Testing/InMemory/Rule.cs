namespace Infra.NixHost.Testing.InMemory;

/// <summary>What the provider never does to a host. A breach is a bug of the provider and ends the test.</summary>
internal static class Rule
{
    /// <summary>Fails unless the rule is kept.</summary>
    public static void Require(bool isKept, string breach)
    {
        if (!isKept)
        {
            throw new InvalidOperationException(
                $"The provider broke a rule of the host: {breach}."
            );
        }
    }
}
