using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Tells the words of <see cref="RemoteScript"/> from the command's own standard error.</summary>
internal sealed class RemoteWords(Action<string>? onErrorLine)
{
    private volatile string? _group;
    private volatile bool _isMissing;

    /// <summary>The process group of the command on the host, once it has begun.</summary>
    public string? Group => _group;

    /// <summary>Whether the host lacks the program.</summary>
    public bool IsMissing => _isMissing;

    /// <summary>The lines of the command itself.</summary>
    public static ImmutableArray<string> Without(ImmutableArray<string> lines) =>
        [
            .. lines.Where(line =>
                !IsGroup(line)
                && line != RemoteScript.Missing
                && !line.StartsWith(RemoteScript.Word, StringComparison.Ordinal)
            ),
        ];

    /// <summary>Takes one line of standard error. Only the first such lines are the script's; the command may write the same.</summary>
    public void Add(string line)
    {
        if (_group is null && IsGroup(line))
        {
            _group = line[RemoteScript.Group.Length..];
        }
        else if (!_isMissing && line == RemoteScript.Missing)
        {
            _isMissing = true;
        }
        else
        {
            onErrorLine?.Invoke(line);
        }
    }

    private static bool IsGroup(string line) =>
        line.StartsWith(RemoteScript.Group, StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(RemoteScript.Group.Length), out _);
}
