using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Recognises failures of Nix that only mean another command used the store at that moment. Nix itself waits in most cases, but not when a
/// store is used for the first time: commands then collide in its database, its schema and its links to roots. A copy from another store asks
/// once what is missing here. Where somebody else adds such a path meanwhile, Nix 2.8 does not read its archive, and takes the archive's first
/// word for the next path.
/// </summary>
internal static partial class StoreContention
{
    /// <summary>Whether the same run may succeed in a moment. Lines of a failed builder do not count.</summary>
    public static bool In(ToolResult result) =>
        result.ExitCode != 0 && result.ErrorTail.Any(line => Failure().IsMatch(line));

    /// <summary>Matches a line for people, or a message of level 0 of the internal-json log.</summary>
    [GeneratedRegex(
        """
            ^(@nix\ \{"action":"msg",([^{}]*,)?"level":0,([^{}]*,)?"msg":")?(\\u001b\[[0-9;]*m|\e\[[0-9;]*m)*error:(\\u001b\[[0-9;]*m|\e\[[0-9;]*m|\ )*
            (SQLite\ database\ .*\ is\ busy|.*/db/schema.*\ is\ corrupt|creating\ symlink\ .*:\ File\ exists
            |not\ an\ absolute\ path:\ '(\\u001b\[[0-9;]*m|\e\[[0-9;]*m)*nix-archive-1)
            """,
        RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Failure();
}
