namespace Infra.NixHost.Hosts.Nix;

/// <summary>Finds the files of an expression before Nix runs, because Nix's own message would point into our expression.</summary>
internal static class EvaluationSource
{
    /// <summary>Returns the expression with its source resolved to a file.</summary>
    /// <exception cref="HostException">A path does not exist.</exception>
    public static NixImageExpression Locate(NixImageExpression expression)
    {
        RequireNixpkgs(expression.Nixpkgs);
        if (expression.Kind == NixImageKind.Flake)
        {
            return expression;
        }

        var source = expression.Source;
        if (File.Exists(source))
        {
            return expression;
        }

        if (!Directory.Exists(source))
        {
            throw Missing(
                Word(expression.Kind),
                source,
                "Correct the path; it is relative to the program's directory."
            );
        }

        string[] names =
            expression.Kind == NixImageKind.Configuration
                ? ["configuration.nix", "default.nix"]
                : ["default.nix"];
        var file = names.Select(name => Path.Combine(source, name)).FirstOrDefault(File.Exists);
        return file is null
            ? throw Missing(
                Word(expression.Kind),
                Path.Combine(source, names[0]),
                "Add that file, or name another one."
            )
            : expression with
            {
                Source = file,
            };
    }

    /// <summary>Checks that a system's configuration exists.</summary>
    /// <exception cref="HostException">A path does not exist.</exception>
    public static void Require(NixSystemExpression expression)
    {
        RequireNixpkgs(expression.Nixpkgs);
        var configuration = Path.Combine(expression.Source, expression.Entry);
        if (!Path.Exists(expression.Entry.Length == 0 ? expression.Source : configuration))
        {
            throw Missing(
                "NixOS configuration",
                configuration,
                "Correct the path, or add that file."
            );
        }
    }

    private static void RequireNixpkgs(string? nixpkgs)
    {
        if (nixpkgs is not null && Path.IsPathRooted(nixpkgs) && !Directory.Exists(nixpkgs))
        {
            throw Missing("nixpkgs", nixpkgs, "Name a directory with a copy of nixpkgs.");
        }
    }

    private static string Word(NixImageKind kind) =>
        kind == NixImageKind.Configuration ? "NixOS configuration" : "Nix expression";

    private static HostException Missing(string what, string path, string next) =>
        new("path-missing", $"The {what} '{path}' does not exist. {next}");
}
