using System.Collections.Immutable;

namespace Infra.NixHost.Host.Nix;

/// <summary>The command lines that evaluate an image expression.</summary>
internal static class ImageArguments
{
    /// <summary>For <c>nix-instantiate</c> and the <c>image.nix</c> that is shipped with this assembly.</summary>
    public static ImmutableArray<string> Instantiate(
        NixImageExpression expression,
        string imageNix,
        bool write
    )
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("--eval", "--strict", "--json");
        if (write)
            arguments.Add("--read-write-mode");
        arguments.Add(imageNix);
        arguments.AddRange(NixModules.SearchPath(imageNix));
        AddString(
            "kind",
            expression.Kind == NixImageKind.Configuration ? "configuration" : "expression"
        );
        AddString("source", expression.Source);
        AddString("attr", expression.Attribute);
        AddString("format", expression.Format);
        AddString("firmware", expression.Firmware);
        AddString("variant", expression.Variant);
        if (expression.Nixpkgs is { } nixpkgs)
        {
            AddString("nixpkgs", nixpkgs);
            // An expression that says <nixpkgs> itself means the same one.
            arguments.AddRange("-I", "nixpkgs=" + nixpkgs);
        }
        if (expression.System is { } system)
            AddString("system", system);
        if (expression.DiskSizeMiB is { } size)
            arguments.AddRange("--arg", "diskSize", size.ToString());
        if (!expression.Arguments.IsEmpty)
            arguments.AddRange("--arg", "arguments", NixLiteral.Set(expression.Arguments));
        return arguments.ToImmutable();

        void AddString(string name, string value) => arguments.AddRange("--argstr", name, value);
    }

    /// <summary>For <c>nix eval</c>: a flake is only to be had through the newer command line. No lock file is written.</summary>
    public static ImmutableArray<string> Flake(NixImageExpression expression)
    {
        var reference =
            expression.Attribute.Length == 0
                ? expression.Source
                : $"{expression.Source}#{expression.Attribute}";
        ImmutableArray<string> arguments =
        [
            "--extra-experimental-features",
            "nix-command flakes",
            "eval",
            "--json",
            "--no-write-lock-file",
            reference,
            "--apply",
            Facts(expression.Variant),
        ];
        return expression.System is { } system ? [.. arguments, "--system", system] : arguments;
    }

    /// <summary>Keys other than outPath: a set with that name becomes one string in Nix's JSON.</summary>
    private static string Facts(string variant) =>
        $$"""
            value:
            let
              image =
                if builtins.isAttrs value && value ? config.system.build.images
                then value.config.system.build.images.{{NixLiteral.String(variant)}}
                else value;
            in
            if builtins.isAttrs image
            then { drv = image.drvPath; out = image.outPath; name = image.name; file = image.passthru.filePath or null; }
            else { drv = null; out = toString image; name = baseNameOf (toString image); file = null; }
            """;
}
