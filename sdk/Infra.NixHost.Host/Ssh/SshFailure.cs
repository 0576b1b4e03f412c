using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Explains why a host cannot be reached by ssh, with the next step. The words are those of OpenSSH.</summary>
internal static class SshFailure
{
    private const string Repair =
        "then run again; what was done so far is kept, and the next run goes on from there";

    /// <summary>The failure of a connection that was never ready.</summary>
    public static HostException OfConnecting(SshOptions options, ToolResult result)
    {
        var said = string.Join('\n', result.ErrorTail.TakeLast(3));
        var host = $"The host {options.Name} ({options.Address})";
        if (
            Has("REMOTE HOST IDENTIFICATION HAS CHANGED")
            || (IsKey() && options.HostKey is not null)
        )
        {
            return new(
                "host-key-changed",
                $"{host} has another key than the one that is known, so nothing was sent to it. If it was installed anew, "
                    + (
                        options.HostKey is null
                            ? $"forget its former key: `ssh-keygen -R {options.Name}`, then compare the new one: `{options.Typed} true`."
                            : $"put its new key into hostKey: `ssh-keyscan {options.Name}` prints it; compare it on the host itself."
                    )
                    + $" Otherwise somebody else answers under its name.\n{said}"
            );
        }

        if (IsKey())
        {
            return new(
                "host-unknown",
                $"{host} is not known to ssh, and a key is never accepted unseen. Connect once by hand and compare the key: `{options.Typed} true`; "
                    + $"or put the host's key into hostKey.\n{said}"
            );
        }

        return Has("Permission denied") || Has("Too many authentication failures")
            ? new(
                "host-auth",
                $"{host} does not let this user in. See whether a key does, without a password: `{options.Typed} -o BatchMode=yes true`; "
                    + $"load it into the agent (`ssh-add`), or name it in identityFile.\n{said}"
            )
            : new(
                "host-lost",
                $"{host} cannot be reached. See whether it answers: `{options.Typed} true`, {Repair}.\n{said}"
            );

        bool Has(string text) =>
            result.ErrorTail.Any(line => line.Contains(text, StringComparison.Ordinal));

        bool IsKey() => Has("Host key verification failed");
    }

    /// <summary>The failure of a host that answered something else than what was asked for.</summary>
    public static HostException OfChatter(SshOptions options, string said) =>
        new(
            "host-shell",
            $"The shell of {options.Destination} writes to its output before it runs a command, which garbles every answer: \"{said}\". "
                + $"Keep its start-up files silent where they are not interactive; `{options.Typed} true` must print nothing."
        );

    /// <summary>The failure of a command during which the connection ended.</summary>
    /// <param name="options">The host.</param>
    /// <param name="what">What the host was doing, after "to".</param>
    /// <param name="said">What ssh said, if anything.</param>
    public static HostException Lost(SshOptions options, string what, string said) =>
        new(
            "host-lost",
            $"The connection to the host {options.Name} ({options.Address}) was lost; it had been asked to {what}. See whether it answers: "
                + $"`{options.Typed} true`, {Repair}.{(said.Length == 0 ? "" : "\n" + said)}"
        );

    /// <summary>Whether sudo refused. Its warnings, such as that of a host that cannot resolve its own name, are none.</summary>
    public static bool IsOfSudo(string said) =>
        said.Contains("sudo: a password is required", StringComparison.Ordinal)
        || said.Contains("sudo: a terminal is required", StringComparison.Ordinal)
        || said.Contains("not in the sudoers file", StringComparison.Ordinal)
        || said.Contains("is not allowed to", StringComparison.Ordinal);

    /// <summary>The failure of a connection that does not come about in time.</summary>
    public static HostException Silent(SshOptions options, TimeSpan time) =>
        new(
            "host-lost",
            $"The host {options.Name} ({options.Address}) let nobody in within {time.TotalSeconds:0} s. See what its login waits for: "
                + $"`{options.Typed} true`, {Repair}."
        );

    /// <summary>The failure of a host whose connection was lost while it held files.</summary>
    public static HostException HeldAndLost(SshOptions options) =>
        new(
            "host-lost",
            $"The connection to the host {options.Name} ({options.Address}) was lost, and what this run held there is free for others, so this "
                + $"run does not go on. See whether the host answers: `{options.Typed} true`, {Repair}."
        );

    /// <summary>The failure of a user who may not become root.</summary>
    public static HostException NoSudo(SshOptions options, string said) =>
        new(
            "host-auth",
            $"{options.Destination} may not run commands as root without a password: `{options.Typed} sudo -n true` fails. "
                + $"Allow it, on NixOS by `security.sudo.extraRules`, or connect as root.\n{said}"
        );

    /// <summary>The failure of a host that lacks a program.</summary>
    public static HostException Missing(SshOptions options, Tool tool) =>
        new(
            "host-tool-missing",
            $"The program '{tool.Program}' is not in the PATH of the host {options.Name}: `{options.Typed} command -v {tool.Program}` finds nothing. "
                + $"Install it there: Debian `apt-get install {tool.DebianPackage}`, NixOS `{tool.NixosHint}`."
        );
}
