using System.Collections.Immutable;

namespace Infra.NixHost.Host.Nix;

/// <summary>The command line that evaluates a NixOS system with the <c>system.nix</c> that is shipped with this assembly.</summary>
internal static class SystemArguments
{
    public static ImmutableArray<string> Instantiate(
        NixSystemExpression expression,
        string systemNix,
        bool write
    )
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("--eval", "--strict", "--json");
        if (write)
            arguments.Add("--read-write-mode");
        arguments.Add(systemNix);
        arguments.AddRange(NixModules.SearchPath(systemNix));
        AddString("source", expression.Source);
        AddString("entry", expression.Entry);
        AddString("identity", expression.Identity);
        AddString("firmware", expression.Firmware);
        if (expression.Nixpkgs is { } nixpkgs)
        {
            AddString("nixpkgs", nixpkgs);
            // A configuration that says <nixpkgs> itself means the same one.
            arguments.AddRange("-I", "nixpkgs=" + nixpkgs);
        }
        if (expression.System is { } system)
            AddString("system", system);
        return arguments.ToImmutable();

        void AddString(string name, string value) => arguments.AddRange("--argstr", name, value);
    }
}
