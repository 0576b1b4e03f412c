namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// The script that holds files of a host for this process, all in one session. A file is held by a process of its own with the kernel's lock of
/// flock(2), which is that of this machine's file streams. When the connection ends, the session's process group does, and nothing is held or
/// left any more.
/// </summary>
internal static class HoldScript
{
    /// <summary>How often "alive" and a new number are sent. Without one for a minute or two everything is let go.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>
    /// It reads "hold NUMBER PATH" and "release NUMBER" with paths in base64, and answers "held", "busy", "failed" or "released" with the number.
    /// A file that was replaced between its opening and its lock is opened again.
    /// </summary>
    public const string Text = """
        beat=$(mktemp) || exit
        (
            before=
            while sleep 60; do
                now=$(cat "$beat")
                if [ "$now" = "$before" ]; then rm -f -- "$beat"; kill -s KILL 0; fi
                before=$now
            done
        ) &
        while read -r order n coded; do
            if [ "$order" = alive ]; then echo "$n" >"$beat"; continue; fi
            if [ "$order" = release ]; then
                eval "pid=\$pid_$n"
                kill "$pid" 2>/dev/null
                wait "$pid" 2>/dev/null
                echo "released $n"
                continue
            fi
            path=$(printf %s "$coded" | base64 -d; echo .)
            path=${path%.}
            failure=$({ umask 077; : >>"$path"; } 2>&1) || { echo "failed $n $failure"; continue; }
            (
                umask 077
                while :; do
                    exec 9>>"$path"
                    flock -n 9 || { echo "busy $n"; exit; }
                    [ "$(stat -L -c %i /proc/self/fd/9)" = "$(stat -c %i -- "$path" 2>/dev/null)" ] && break
                done
                sleep infinity >/dev/null 2>&1 9>&- &
                # The file goes while nobody else can hold it yet.
                trap 'rm -f -- "$path"; kill "$!"; exit' TERM
                echo "held $n"
                wait
            ) &
            eval "pid_$n=$!"
        done
        rm -f -- "$beat"
        trap '' TERM
        kill -s TERM 0
        exit 0
        """;
}
