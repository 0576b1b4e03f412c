namespace EndToEnd.Tests.Lab;

/// <summary>How Nix works in a lab: one user, no sandbox (there is no /nix to bring a shell), no caches to ask.</summary>
internal static class NixEnvironment
{
    public static IReadOnlyDictionary<string, string?> Variables { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NIX_CONFIG"] = "build-users-group =\nsandbox = false\nsubstitute = false\n",
            ["NIX_REMOTE"] = "",
        };
}
