namespace Infra.NixHost.Provider.Configuration;

/// <summary>
/// Finds the addresses that lead to another machine: a libvirt URI with a host or a command of its own, and a Nix store over a network.
/// Files, builds and checks stay on this machine, so such an address would make half a host.
/// </summary>
/// <remarks>Sources: libvirt's "Connection URIs" and "Remote support"; Nix' "Store types" and its variable <c>NIX_REMOTE</c>.</remarks>
internal static class OtherMachine
{
    /// <summary>The error code.</summary>
    public const string Code = "host-remote";

    private const string Remedy =
        "Files, builds and checks would stay on this machine: name the other one by its address instead";

    /// <summary>Why this libvirt URI, or the Nix store of the environment, cannot be used; <c>null</c> when both are of this machine.</summary>
    public static string? Reason(string? libvirtUri) =>
        (libvirtUri is null ? null : ReasonOfLibvirt(libvirtUri))
        ?? ReasonOfStore(Environment.GetEnvironmentVariable("NIX_REMOTE"));

    /// <summary>Why a libvirt URI cannot be used; <c>null</c> when it names this machine.</summary>
    private static string? ReasonOfLibvirt(string uri)
    {
        if (
            !uri.Contains("://", StringComparison.Ordinal)
            || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        )
        {
            return $"\"{uri}\" is not a libvirt URI; write for example qemu:///system";
        }

        var transport = parsed.Scheme.Split('+') is [_, var second] ? second : "";
        // The command of this transport decides where the connection ends.
        if (transport == "ext")
        {
            return $"\"{uri}\" connects by a command of its own, which may lead to another machine. {Remedy}, address: ssh://NAME";
        }

        return parsed.Host.Length == 0 || IsThisMachine(parsed)
            ? null
            : $"\"{uri}\" is the address of another machine, {parsed.Host}. {Remedy}, address: ssh://{User(parsed)}{parsed.Host}";
    }

    /// <summary>Why Nix' store cannot be used; <c>null</c> when it is on this machine.</summary>
    /// <param name="remote">The value of <c>NIX_REMOTE</c>.</param>
    public static string? ReasonOfStore(string? remote) =>
        remote is null || !remote.Contains("://", StringComparison.Ordinal) || IsLocalStore(remote)
            ? null
            : $"NIX_REMOTE is \"{remote}\", the address of another machine's Nix store, but disks need the store of this one. {Remedy}, address: ssh://NAME, and unset NIX_REMOTE";

    private static string User(Uri uri) => uri.UserInfo.Length == 0 ? "" : $"{uri.UserInfo}@";

    private static bool IsThisMachine(Uri uri) =>
        uri.IsLoopback
        || string.Equals(uri.Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private static bool IsLocalStore(string remote) =>
        remote.Split("://")[0] is "unix" or "local" or "file" or "dummy";
}
