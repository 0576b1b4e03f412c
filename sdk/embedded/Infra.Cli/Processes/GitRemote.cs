using System.Text.RegularExpressions;

namespace Infra.Cli.Processes;

/// <summary>Whose repository a remote is, as the history tells it.</summary>
internal static partial class GitRemote
{
    private const string Azure = "dev.azure.com";

    /// <summary>Where the owner is the first part of the host.</summary>
    private const string FormerAzure = "visualstudio.com";

    /// <summary>Owner, name and host, by the names of the Pulumi CLI; none where the address has no owner. Passwords in it are left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Facts(string address)
    {
        if (HostAndPath(address) is not var (host, path))
        {
            return [];
        }

        // Azure's addresses for SSH have a version before the owner, and leave out a part of the path.
        if (
            host is $"ssh.{Azure}" or $"vs-ssh.{FormerAzure}"
            && path.Split('/') is [_, var azureOwner, var project, var name]
        )
        {
            (host, path) = (Azure, $"{azureOwner}/{project}/_git/{name}");
        }
        else if (host.Split('.', 2) is [var formerOwner, FormerAzure])
        {
            (host, path) = (Azure, $"{formerOwner}/{path}");
        }

        return path.Split('/', 2) is [{ Length: > 0 } owner, { Length: > 0 } repository]
            ? [new("vcs.owner", owner), new("vcs.repo", repository), new("vcs.kind", host)]
            : [];
    }

    private static (string Host, string Path)? HostAndPath(string address)
    {
        var (host, path) =
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "ssh"
                ? (uri.Host, uri.AbsolutePath)
            : Short().Match(address) is { Success: true } match
                ? (match.Groups[1].Value, match.Groups[2].Value)
            : ("", "");
        path = path.Trim('/');
        return host.Length == 0 ? null
            : path.EndsWith(".git", StringComparison.Ordinal) ? (host, path[..^4])
            : (host, path);
    }

    /// <summary>The short form of an address for SSH, <c>git@host:owner/name.git</c>.</summary>
    [GeneratedRegex(@"^[\w.-]+@([\w.-]+):([^:]+)\z")]
    private static partial Regex Short();
}
