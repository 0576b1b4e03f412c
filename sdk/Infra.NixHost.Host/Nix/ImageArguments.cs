using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The command line that evaluates an image with the <c>image.nix</c> that is shipped with this assembly.</summary>
internal static class ImageArguments
{
    public static ImmutableArray<string> Instantiate(
        NixImageExpression expression,
        string imageNix,
        bool write
    )
    {
        var command = new EvaluationCommand(imageNix, write);
        command.AddText("kind", WordOf(expression.Kind));
        command.AddText("source", expression.Source);
        command.AddText("attr", expression.Attribute);
        command.AddText("format", expression.Format);
        command.AddText("firmware", expression.Firmware);
        command.AddText("variant", expression.Variant);
        if (expression.Kind == NixImageKind.Flake)
        {
            command.AllowFlakes();
        }

        command.AddPackages(expression.Nixpkgs, expression.System);
        if (expression.DiskSizeMiB is { } size)
        {
            command.AddExpression("diskSize", size.ToString());
        }

        if (!expression.Arguments.IsEmpty)
        {
            command.AddExpression("arguments", NixLiteral.Set(expression.Arguments));
        }

        return command.Arguments;
    }

    private static string WordOf(NixImageKind kind) =>
        kind switch
        {
            NixImageKind.Configuration => "configuration",
            NixImageKind.Flake => "flake",
            _ => "expression",
        };
}
