using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Text;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Makes libvirt's errors readable: what failed, for which property, what to do next, and libvirt's own text last.</summary>
internal static class LibvirtErrorText
{
    private const int MostLines = 3;

    /// <summary>The text for the user.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="inputs">The inputs of the resource, among which the property is found.</param>
    public static string Describe(LibvirtException exception, PropertyMap inputs)
    {
        var hint = LibvirtHint.Of(exception.Said);
        var property =
            QuotedProperty.Find(exception.Said, inputs)
            ?? (inputs.ContainsKey(hint.Property) ? hint.Property : null);
        var purpose = exception.Purpose is { } known
            ? $"libvirt cannot {known}"
            : "libvirt refused a call";
        return $"{purpose}{(property is null ? "" : $", because of the property '{property}'")}. {hint.NextStep}\n"
            + $"libvirt says: {Cut(exception.Said)} (virErrorNumber {exception.Error}, domain {exception.Domain})";
    }

    private static string Cut(string text)
    {
        var lines = text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return string.Join('\n', lines.Take(MostLines).Select(l => TerminalText.Clean(l)));
    }
}
