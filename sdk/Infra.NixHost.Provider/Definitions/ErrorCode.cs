namespace Infra.NixHost.Provider.Definitions;

/// <summary>
/// The code of a precondition that does not hold, in the text that a person reads: protocols have no field for it, and tools find it in its brackets.
/// </summary>
internal static class ErrorCode
{
    /// <summary>A text with the code at the end of its first line: what follows is what somebody else said.</summary>
    public static string Append(string text, string code)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? $"{text} [{code}]" : $"{text[..end]} [{code}]{text[end..]}";
    }
}
