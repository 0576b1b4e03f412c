namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// The scripts of <see cref="SshFiles"/>, for a POSIX shell and GNU coreutils. Paths are their arguments. A script ends with the kernel's words on
/// standard error where it fails.
/// </summary>
internal static class FileScripts
{
    /// <summary>The facts of a path in the order in which <see cref="RemoteStat"/> reads them.</summary>
    private const string Facts = """
        facts='%u %g %f %i %s %.9Y %.9W %.9Z %b %B %d\n'

        """;

    /// <summary>A line for each path: its facts, or nothing.</summary>
    public const string Stat =
        Facts
        + """
            for p; do
                stat -L --printf="$facts" -- "$p" 2>/dev/null || stat --printf="$facts" -- "$p" 2>/dev/null || echo
            done
            """;

    /// <summary>As <see cref="Stat"/>, of links themselves.</summary>
    public const string StatLinks =
        Facts
        + """
            for p; do
                stat --printf="$facts" -- "$p" 2>/dev/null || echo
            done
            """;

    public const string RealPaths = """
        for p; do realpath -mz -- "$p" 2>/dev/null || printf '%s\0' "$p"; done
        """;

    public const string ReadLinks = """
        for p; do [ -L "$p" ] && readlink -n -- "$p"; printf '\0'; done; exit 0
        """;

    /// <summary>A line for each path: nothing without a regular file, "+" and base64, or "-" and the failure. It takes head or tail, and the bytes.</summary>
    public const string Read = """
        program=$1; bytes=$2; shift 2
        for p; do
            if [ ! -f "$p" ]; then echo; continue; fi
            {
                failure=$({ { printf +; "$program" -c "$bytes" -- "$p" 2>&3 | base64 -w 0; } >&4; } 3>&1)
            } 4>&1
            [ -z "$failure" ] || printf ' -%s' "$(printf %s "$failure" | tr '\n' ' ')"
            echo
        done
        """;

    /// <summary>The names, each before a NUL. A pattern of a shell finds nothing in a directory that it may not read, so that is asked first.</summary>
    public const string List = """
        [ -d "$1" ] || exit 0
        [ -r "$1" ] || { echo "Permission denied" >&2; exit 1; }
        cd -- "$1" || exit
        for name in * .[!.]* ..?*; do
            if [ -e "$name" ] || [ -L "$name" ]; then printf '%s\0' "$name"; fi
        done
        """;

    public const string Open = """
        [ ! -d "$1" ] || { echo "Is a directory" >&2; exit 1; }
        head -c 0 -- "$1"
        """;

    public const string Content = """
        exec cat -- "$1"
        """;

    /// <summary>It takes the path, the mode, of which the umask takes away, and the number of bytes.</summary>
    public const string Create = """
        if [ -e "$1" ] || [ -L "$1" ]; then echo "File exists" >&2; exit 1; fi
        umask "$(printf %o $((0$(umask) | (0777 & ~0$2))))"
        set -C
        cat >"$1" && [ "$(wc -c <"$1")" -eq "$3" ] && sync -- "$1" "$(dirname -- "$1")"
        """;

    /// <summary>It takes the path, the mode, the number of bytes, and a name that nobody else has. A text that was cut on its way is not kept.</summary>
    public const string Replace = """
        part=$1.$4.part
        if (umask 077; cat >"$part") && [ "$(wc -c <"$part")" -eq "$3" ] &&
            chmod "$2" -- "$part" && sync -- "$part" && mv -fT -- "$part" "$1" && sync -- "$(dirname -- "$1")"
        then exit 0; fi
        rm -f -- "$part"
        exit 1
        """;

    /// <summary>It takes what <see cref="Replace"/> takes.</summary>
    public const string Append = """
        part=$1.$4.part
        (umask 077; cat >"$part") && [ "$(wc -c <"$part")" -eq "$3" ] &&
            (umask 077; : >>"$1") && chmod "$2" -- "$1" && cat -- "$part" >>"$1" && sync -- "$1" "$(dirname -- "$1")"
        result=$?
        rm -f -- "$part"
        exit $result
        """;

    public const string Move = """
        mv -fT -- "$1" "$2"
        """;

    public const string Delete = """
        rm -f -- "$@"
        """;

    /// <summary>It takes the path and the rights by their name.</summary>
    public const string MakeDirectory = """
        case $2 in
            Listed) exec mkdir -p -- "$1" ;;
        esac
        umask 066
        mkdir -p -- "$1" || exit
        if [ "$2" = Private ] && [ "$(stat -L -c %a -- "$1")" != 700 ]; then chmod 0700 -- "$1"; fi
        """;

    public const string DeleteDirectory = """
        [ ! -d "$1" ] || rm -rf -- "$1"
        """;

    /// <summary>Two lines: the number of the device, and the bytes in all and free.</summary>
    public const string SpaceOf = """
        d=$1; while [ ! -d "$d" ]; do d=$(dirname -- "$d"); done
        stat -L -c %d -- "$d" && df -B 1 --output=size,avail -- "$d" | tail -n 1
        """;

    public const string MayWriteInto = """
        d=$1; while [ ! -d "$d" ]; do d=$(dirname -- "$d"); done
        if [ -w "$d" ]; then echo yes; fi
        """;
}
