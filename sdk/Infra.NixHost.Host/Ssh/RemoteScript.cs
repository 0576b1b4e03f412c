using System.Collections.Immutable;
using System.Text;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Ssh;

/// <summary>
/// The command line that a host's login shell gets for one run. It tells the process group first, so that the run can be stopped, and looks for
/// the program, because a shell's own words for a missing one differ. Arguments are quoted for a POSIX shell.
/// </summary>
internal static class RemoteScript
{
    /// <summary>The line of standard error that names the process group.</summary>
    public const string Group = "nixhost-group ";

    /// <summary>The line of standard error that tells that the program is missing.</summary>
    public const string Missing = "nixhost-missing";

    /// <summary>The exit code of shells for a missing program.</summary>
    public const int MissingProgram = 127;

    /// <summary>Not every login shell gives its place to the command, so the group is asked of the kernel, as in proc_pid_stat(5).</summary>
    private const string TellGroup =
        $"read -r _ _ _ _ group _ </proc/self/stat; echo \"{Group}$group\" >&2";

    /// <summary>A session without a login has a short PATH on some systems, and the programs of NixOS lie in none of its usual places.</summary>
    private const string Path =
        "PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

    private const string Body = """
        if [ -n "$1" ]; then set -C; exec >"$1" || exit; fi
        file=$1; shift
        command -v "$1" >/dev/null || { echo nixhost-missing >&2; exit 127; }
        [ -n "$file" ] || exec env "$@"
        env "$@" && sync -- "$file"
        """;

    /// <summary>The command line of a run.</summary>
    public static string Of(Invocation invocation, bool sudo)
    {
        // The name of the program comes twice: once to look for it, once to run it after the variables.
        var body = Body.Replace("command -v \"$1\"", $"command -v {Quoted(invocation.Tool.Program)}", StringComparison.Ordinal);
        var variables = invocation.Environment.Add("LC_ALL", "C").Select(v => $"{v.Key}={v.Value}");
        var inner = Sh(
            $"{Path}; export PATH\n{body}",
            [invocation.OutputFile ?? "", .. variables, invocation.Tool.Program, .. invocation.Arguments]
        );
        return Sh($"{TellGroup}; exec {(sudo ? "sudo -n " : "")}{inner}", []);
    }

    /// <summary>Stops a process group, and kills what is left of it after the grace.</summary>
    public static string Stop(string group, TimeSpan grace, bool sudo)
    {
        var kill = sudo ? "sudo -n kill" : "kill";
        return Sh(
            $"""
            {kill} -s INT -- -{group} 2>/dev/null || exit 0
            n={grace.TotalMilliseconds / 100:0}
            while [ $n -gt 0 ] && {kill} -s 0 -- -{group} 2>/dev/null; do sleep 0.1; n=$((n-1)); done
            {kill} -s KILL -- -{group} 2>/dev/null
            exit 0
            """,
            []
        );
    }

    /// <summary>A call of the POSIX shell, whatever the user's login shell is.</summary>
    private static string Sh(string script, ImmutableArray<string> arguments)
    {
        var line = new StringBuilder("sh -c ").Append(Quoted(script));
        if (!arguments.IsEmpty)
        {
            line.Append(" sh");
        }

        foreach (var argument in arguments)
        {
            line.Append(' ').Append(Quoted(argument));
        }

        return line.ToString();
    }

    /// <summary>A text as one word of a POSIX shell.</summary>
    public static string Quoted(string text) =>
        "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
