namespace EndToEnd.Tests.Lab;

/// <summary>Nix in a lab has one user, asks no caches, and has no sandbox, for which the store would need a shell.</summary>
internal static class NixEnvironment
{
    public static IReadOnlyDictionary<string, string?> Variables { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NIX_CONFIG"] = "build-users-group =\nsandbox = false\nsubstitute = false\n",
            ["NIX_REMOTE"] = "",
        };
}
