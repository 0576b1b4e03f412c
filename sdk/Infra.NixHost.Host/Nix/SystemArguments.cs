using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The command line that evaluates a NixOS system with the <c>system.nix</c> that is shipped with this assembly.</summary>
internal static class SystemArguments
{
    public static ImmutableArray<string> Instantiate(
        NixSystemExpression expression,
        string systemNix,
        bool write
    )
    {
        var command = new EvaluationCommand(systemNix, write);
        command.AddText("source", expression.Source);
        command.AddText("entry", expression.Entry);
        command.AddText("identity", expression.Identity);
        command.AddText("firmware", expression.Firmware);
        command.AddPackages(expression.Nixpkgs, expression.System);
        return command.Arguments;
    }
}
