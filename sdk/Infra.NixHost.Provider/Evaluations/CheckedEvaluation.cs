using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>Keeps an evaluation among the checked inputs, so that Diff sees a changed source without evaluating again.</summary>
internal static class CheckedEvaluation
{
    /// <summary>The name of the input that Check adds.</summary>
    public const string Key = "__evaluated";

    /// <summary>Encodes an evaluation as a property value.</summary>
    public static PropertyValue Write(NixEvaluation evaluation)
    {
        var known = PropertyMap.Of(
            ("derivation", evaluation.DerivationPath ?? ""),
            ("out", evaluation.OutPath),
            ("name", evaluation.Name),
            ("file", evaluation.FileName ?? "")
        );
        return evaluation.SwitchInhibitors.Length == 0
            ? known
            : known.With("inhibitors", evaluation.SwitchInhibitors);
    }

    /// <summary>Reads the evaluation from checked inputs; <c>null</c> when it is not known yet.</summary>
    public static NixEvaluation? Read(PropertyMap inputs)
    {
        if (new InputReader(inputs).Structure(Key) is not { } found)
        {
            return null;
        }

        return new(
            NullIfEmpty(found.Text("derivation")),
            found.Text("out") ?? "",
            found.Text("name") ?? "",
            NullIfEmpty(found.Text("file"))
        )
        {
            SwitchInhibitors = found.Text("inhibitors") ?? "",
        };
    }

    /// <summary>The change of the store path for the preview; each side may be unknown.</summary>
    public static PropertyChange StorePathChange(NixEvaluation? before, NixEvaluation? after) =>
        new(
            "storePath",
            before is null ? ChangeKind.Add : ChangeKind.Update,
            before is null ? null : new PropertyValue.String(before.OutPath),
            after is null
                ? PropertyValue.Computed.Instance
                : new PropertyValue.String(after.OutPath)
        )
        {
            IsOutput = true,
        };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
