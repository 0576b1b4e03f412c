using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Turns the inputs of an image into the expression to evaluate.</summary>
internal static class NixImageSource
{
    private const long MiB = 1024 * 1024;

    /// <summary>The expression to evaluate, or <c>null</c> for a path that needs no evaluation.</summary>
    public static NixImageExpression? ExpressionOf(NixImageInputs inputs, ProviderSession session)
    {
        var (kind, source, attribute) = inputs switch
        {
            { Configuration: { } path } => (NixImageKind.Configuration, session.Resolve(path), ""),
            { Expression: { } path } => (
                NixImageKind.Expression,
                session.Resolve(path),
                inputs.Attribute ?? ""
            ),
            { Flake: { } reference } => (
                NixImageKind.Flake,
                References.Resolve(reference.Split('#', 2)[0], session),
                FlakeAttribute(reference)
            ),
            _ => (NixImageKind.Expression, "", ""),
        };
        return source.Length == 0
            ? null
            : new()
            {
                Kind = kind,
                Source = source,
                Attribute = attribute,
                Nixpkgs = inputs.Nixpkgs is { } nixpkgs
                    ? References.Resolve(nixpkgs, session)
                    : null,
                System = inputs.System,
                Format = inputs.Format,
                DiskSizeMiB = ByteSize.TryParse(inputs.DiskSize, out var bytes)
                    ? (bytes + MiB - 1) / MiB
                    : null,
                Firmware = inputs.Firmware,
                Variant = inputs.Variant,
                Arguments = inputs.Arguments,
            };
    }

    private static string FlakeAttribute(string reference) =>
        reference.Split('#', 2) is [_, var attribute] ? attribute : "";
}
