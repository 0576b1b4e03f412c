using System.Text.RegularExpressions;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Nix;

/// <summary>
/// Recognises that Nix has failed only because another of its commands was at the store in that moment. Most of it Nix waits out itself; it does
/// not while a store is used for the first time, where commands meet in its database's file, its schema's and its links to roots.
/// </summary>
internal static partial class StoreContention
{
    /// <summary>Whether the same run may succeed in a moment. What a builder of a failed build has said does not count.</summary>
    public static bool In(ToolResult result) =>
        result.ExitCode != 0 && result.ErrorTail.Any(line => Failure().IsMatch(line));

    /// <summary>A line for people, or a message of level 0 of the internal-json log.</summary>
    [GeneratedRegex(
        """
            ^(@nix\ \{"action":"msg",([^{}]*,)?"level":0,([^{}]*,)?"msg":")?(\\u001b\[[0-9;]*m|\e\[[0-9;]*m)*error:(\\u001b\[[0-9;]*m|\e\[[0-9;]*m|\ )*
            (SQLite\ database\ .*\ is\ busy|.*/db/schema.*\ is\ corrupt|creating\ symlink\ .*:\ File\ exists)
            """,
        RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Failure();
}
