using Infra.NixHost.Host.Nix;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Keeps an evaluation among the checked inputs, so that Diff sees a changed source without evaluating again.</summary>
internal static class ImageEvaluation
{
    /// <summary>The property value of an evaluation.</summary>
    public static PropertyValue Write(NixEvaluation evaluation) =>
        PropertyMap.Of(
            ("derivation", evaluation.DerivationPath ?? ""),
            ("out", evaluation.OutPath),
            ("name", evaluation.Name),
            ("file", evaluation.FileName ?? "")
        );

    /// <summary>The evaluation in checked inputs, or <c>null</c> when it is not known yet.</summary>
    public static NixEvaluation? Read(PropertyMap inputs)
    {
        if (new InputReader(inputs).Structure(NixImageDefinition.Evaluated) is not { } found)
        {
            return null;
        }

        return new(
            NullIfEmpty(found.Text("derivation")),
            found.Text("out") ?? "",
            found.Text("name") ?? "",
            NullIfEmpty(found.Text("file"))
        );
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
