using System.Collections;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>
/// The variables of this process that tools get. The engine puts configuration and passphrases into the environment of its plugins, and a
/// build or a helper of a tool could read them there.
/// </summary>
internal static class ToolEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TZDIR",
        "TMPDIR",
        "TERM",
        "LD_LIBRARY_PATH",
        "LOCALE_ARCHIVE",
        "SSH_AUTH_SOCK",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "CURL_CA_BUNDLE",
        "http_proxy",
        "https_proxy",
        "ftp_proxy",
        "all_proxy",
        "no_proxy",
    };

    /// <summary>NIX covers Nix's own variables and those that expressions read by convention, such as NIXPKGS_ALLOW_UNFREE.</summary>
    private static readonly string[] Prefixes = ["NIX", "LC_", "XDG_", "OVS_", "GIT_"];

    /// <summary>The variables that no tool gets.</summary>
    public static IEnumerable<string> Withheld() =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where
            !Names.Contains(name)
            && !Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))
        select name;
}
