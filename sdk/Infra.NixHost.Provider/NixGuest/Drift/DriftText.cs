using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>Says how a machine differs from what is wished; a definition does not tell which of its values came as secrets.</summary>
internal static class DriftText
{
    /// <summary>
    /// What a definition has beyond the inputs, or lacks. Only <c>extraXml</c> brings such values, and a line may hold a piece of one that came as a
    /// secret.
    /// </summary>
    public static string OfShape(ProviderSession session, string line) =>
        session.Secrets.Hide("extraXml", line);

    /// <summary>One difference, whose new value is the one found.</summary>
    public static string Of(ProviderSession session, PropertyChange change)
    {
        var isSecret = session.Secrets.AreOf(change.Property);
        var (found, wished) = isSecret
            ? ("[secret]", "[secret]")
            : (PropertyChange.Text(change.New), PropertyChange.Text(change.Old));
        return (change.Kind, change.Path.EndsWith(']')) switch
        {
            (ChangeKind.Add, true) => $"{change.Path} was added, {found}",
            (ChangeKind.Delete, true) => $"{change.Path} was removed, {wished}",
            _ => $"{change.Path} is {found}, not {wished}",
        };
    }
}
