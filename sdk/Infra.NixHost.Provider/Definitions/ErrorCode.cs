namespace Infra.NixHost.Provider.Definitions;

/// <summary>
/// Puts the code of a failed precondition into the message, in brackets where tools find it.
/// The protocol has no field for such a code.
/// </summary>
internal static class ErrorCode
{
    /// <summary>Appends the code to the first line of a text, because further lines quote the output of another tool.</summary>
    public static string Append(string text, string code)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? $"{text} [{code}]" : $"{text[..end]} [{code}]{text[end..]}";
    }
}
