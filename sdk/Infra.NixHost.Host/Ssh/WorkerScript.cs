using System.Text;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// The shell that stays on a host and runs one script after another, so that a question costs one way there and back. A request is a line with a
/// word that nobody can foresee and two lengths, then that many bytes of script and of standard input. The word ends both outputs.
/// </summary>
internal static class WorkerScript
{
    /// <summary>Input that a script has not read is read after it, because the next request lies behind it.</summary>
    public const string Text = """
        while read -r word length content; do
            script=$(head -c "$length"; echo .)
            if [ "$content" = 0 ]; then
                (eval "${script%.}") </dev/null
            else
                head -c "$content" | { (eval "${script%.}"); status=$?; cat >/dev/null; exit $status; }
            fi
            printf '%s %d\n' "$word" "$?"
            echo "$word" >&2
        done
        """;

    /// <summary>The first bytes of a request, before its input.</summary>
    public static byte[] Request(
        string word,
        string script,
        IReadOnlyList<string> arguments,
        long content
    )
    {
        var quoted = string.Concat(arguments.Select(a => " " + RemoteScript.Quoted(a)));
        var body = Encoding.UTF8.GetBytes($"set --{quoted}\n{script}");
        return [.. Encoding.ASCII.GetBytes($"{word} {body.Length} {content}\n"), .. body];
    }
}
