using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The NixOS modules that are shipped with this assembly, for configurations that say <c>&lt;nixhost/guest.nix&gt;</c>.</summary>
internal static class NixModules
{
    /// <summary>The arguments that put the modules on the search path.</summary>
    /// <param name="expressionFile">A file in the modules' directory.</param>
    public static ImmutableArray<string> SearchPath(string expressionFile) =>
        ["-I", "nixhost=" + Path.GetDirectoryName(expressionFile)];
}
