using System.Collections.Immutable;
using System.Text;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

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

    /// <summary>The beginning of the words that end the answers of <see cref="WorkerScript"/>.</summary>
    public const string Word = "nixhost-end-";

    /// <summary>The exit code of shells for a missing program.</summary>
    public const int MissingProgram = 127;

    /// <summary>Not every login shell gives its place to the command, so the group is asked of the kernel, as in proc_pid_stat(5).</summary>
    private const string TellGroup =
        $"read -r _ _ _ _ group _ </proc/self/stat; echo \"{Group}$group\" >&2";

    /// <summary>A session without a login has a short PATH on some systems, and the programs of NixOS lie in none of its usual places.</summary>
    private const string Path =
        "PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

    /// <summary>It takes the program, the output file or nothing, the variables, and the command line.</summary>
    private const string Body = """
        program=$1 file=$2; shift 2
        if [ -n "$file" ]; then set -C; exec >"$file" || exit; fi
        command -v "$program" >/dev/null || { echo nixhost-missing >&2; exit 127; }
        [ -n "$file" ] || exec env "$@"
        env "$@" && sync -- "$file"
        """;

    /// <summary>The kernel takes an argument of 128 KiB, and ssh passes the whole line as one.</summary>
    private const int LongestLine = 120 * 1024;

    /// <summary>
    /// The command line of a run, and what its standard input has to begin with: a long list of arguments travels there where the command reads
    /// nothing.
    /// </summary>
    public static (string Line, byte[]? Input) Of(Invocation invocation, bool sudo)
    {
        var program = invocation.Tool.Program;
        var variables = invocation.Environment.Add("LC_ALL", "C").Select(v => $"{v.Key}={v.Value}");
        ImmutableArray<string> arguments =
        [
            program,
            invocation.OutputFile ?? "",
            .. variables,
            program,
            .. invocation.Arguments,
        ];
        var line = Root($"{Path}; export PATH\n{Body}", arguments, sudo);
        if (line.Length < LongestLine || invocation.Input is not null)
        {
            return (line, null);
        }

        var input = $"set --{string.Concat(arguments.Select(a => " " + Quoted(a)))}\n{Body}";
        return (
            Root($"{Path}; export PATH\nscript=$(cat)\neval \"$script\"", [], sudo),
            Encoding.UTF8.GetBytes(input)
        );
    }

    /// <summary>
    /// Stops a process group with everything below it, and kills what is left of it after the grace. A child may have a group of its own, so the
    /// kernel is asked for all children first.
    /// </summary>
    public static string Stop(string group, TimeSpan grace, bool sudo) =>
        Root(
            """
            below() {
                for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do echo "$child"; below "$child"; done
            }
            all=$(below "$1")
            kill -s INT -- "-$1" 2>/dev/null
            [ -z "$all" ] || kill -s INT $all 2>/dev/null
            n=$2
            lives() { for p in "-$1" $all; do kill -s 0 -- "$p" 2>/dev/null && return; done; return 1; }
            while [ "$n" -gt 0 ] && lives "$1"; do sleep 0.1; n=$((n-1)); done
            kill -s KILL -- "-$1" $all 2>/dev/null
            exit 0
            """,
            [group, $"{grace.TotalMilliseconds / 100:0}"],
            sudo,
            tellsGroup: false
        );

    private static string Root(
        string script,
        ImmutableArray<string> arguments,
        bool sudo,
        bool tellsGroup = true
    )
    {
        var inner = (sudo ? "sudo -n " : "") + Sh(script, arguments);
        return AnyShell(tellsGroup ? $"{TellGroup}; exec {inner}" : inner);
    }

    /// <summary>A script for the POSIX shell that passes the login shell unchanged. fish and csh have other rules for quotes and line breaks.</summary>
    private static string AnyShell(string script) =>
        $"exec sh -c 'eval \"$(echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(script))} | base64 -d)\"'";

    /// <summary>A call of the POSIX shell.</summary>
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
