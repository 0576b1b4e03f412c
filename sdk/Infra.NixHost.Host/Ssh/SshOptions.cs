using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>How ssh reaches a host. What is not said here is said by the user's own ssh configuration, agent and known hosts.</summary>
/// <param name="Address"><c>ssh://[user@]name[:port]</c>.</param>
public sealed partial record SshOptions(string Address)
{
    /// <summary>The only host key that is accepted, as <c>TYPE BASE64</c>; <c>null</c> for the keys in the user's known hosts.</summary>
    public string? HostKey { get; init; }

    /// <summary>The file of the private key on this machine; <c>null</c> for those of ssh's configuration and agent.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Whether commands run as root by <c>sudo</c>, which must not ask for a password.</summary>
    public bool Sudo { get; init; }

    /// <summary>The name or IP address of the host.</summary>
    public string Name => Parts.Groups["name"].Value.Trim('[', ']');

    /// <summary>The name as ssh takes it, with its user when the address names one.</summary>
    public string Destination =>
        Parts.Groups["user"] is { Success: true, Value: var user } ? $"{user}@{Name}" : Name;

    /// <summary>The port, or <c>null</c> for that of ssh's configuration.</summary>
    public string? Port => Parts.Groups["port"] is { Success: true, Value: var port } ? port : null;

    /// <summary>The beginning of a command that a person would type to reach the host.</summary>
    public string Typed
    {
        get
        {
            var port = Port is null ? "" : $"-p {Port} ";
            var identity = IdentityFile is null ? "" : $"-i {IdentityFile} ";
            return $"ssh {port}{identity}{Destination}";
        }
    }

    private Match Parts => Form().Match(Parse(Address).Address);

    /// <summary>How the host of an address is reached, with nothing but what ssh's configuration says.</summary>
    /// <exception cref="HostException">The text is no address of a host.</exception>
    public static SshOptions Parse(string address) =>
        ProblemOf(address) is { } problem
            ? throw new HostException("host-address", $"{problem}.")
            : new(address);

    /// <summary>Why a text is no address of a host; <c>null</c> when it is one.</summary>
    public static string? ProblemOf(string address)
    {
        var match = Form().Match(address);
        var isAddress =
            match.Success
            && (
                match.Groups["port"] is not { Success: true, Value: var port }
                || int.Parse(port, CultureInfo.InvariantCulture) is > 0 and < 65536
            );
        return isAddress
            ? null
            : $"\"{address}\" is no address of a host; write ssh://name, with user and port where ssh's configuration does not say them: ssh://root@attic.lan:22";
    }

    /// <summary>Why a text is no host key; <c>null</c> when it is one.</summary>
    public static string? ProblemOfKey(string key) =>
        Key().IsMatch(key)
            ? null
            : "it is no public host key; write its type and its base64 text, as `ssh-keyscan NAME` prints them after the name: ssh-ed25519 AAAA…";

    /// <summary>A name never begins with a dash, which ssh would take for an option.</summary>
    [GeneratedRegex(
        @"\Assh://((?<user>[A-Za-z_][A-Za-z0-9_.-]*)@)?(?<name>[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?/?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();

    [GeneratedRegex(
        @"\A(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Key();
}
