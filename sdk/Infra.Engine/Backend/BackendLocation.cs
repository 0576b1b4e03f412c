using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Which backend is meant, and where its files are.</summary>
public static class BackendLocation
{
    private const string Scheme = "file://";

    /// <summary>Used when nothing else is said: the user's home, what <c>login --local</c> chooses.</summary>
    /// <remarks>Pulumi asks for a login there. Its own service is out of reach for this engine, and the home directory is where a local login keeps stacks.</remarks>
    public const string Default = "file://~";

    /// <summary>The backend's URL: <c>PULUMI_BACKEND_URL</c>, else the project's <c>backend.url</c>, else the one logged in to, else <see cref="Default"/>.</summary>
    /// <param name="environment">Gives the variable and the credentials.</param>
    /// <param name="project">The project, when there is one.</param>
    public static string Choose(PulumiEnvironment environment, Project? project) =>
        environment.Variable("PULUMI_BACKEND_URL") is { Length: > 0 } url ? url
        : project?.BackendUrl is { Length: > 0 } own ? own
        : Credentials.Load(environment).Current is { Length: > 0 } current ? current
        : Default;

    /// <summary>The absolute directory that a URL names; the stacks are in <c>.pulumi</c> below it.</summary>
    /// <param name="url"><c>file://~</c> (home), <c>file:///absolute</c> or <c>file://./relative</c>.</param>
    /// <param name="environment">Gives the home.</param>
    /// <param name="baseDirectory">Where relative paths start: the project's root, or the current directory outside of any.</param>
    /// <exception cref="InfraException">The URL is not one of a file backend.</exception>
    public static string DirectoryOf(
        string url,
        PulumiEnvironment environment,
        string baseDirectory
    )
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new InfraException(
                $"The backend '{url}' is not offered by the embedded engine: it keeps state in files. Use a URL like file://~ or file:///srv/state in PULUMI_BACKEND_URL or Pulumi.yaml's backend.url, or the Pulumi CLI."
            );
        }

        var path = url[Scheme.Length..].Split('?', 2)[0];
        path = Uri.UnescapeDataString(path);
        path =
            path == "~" ? environment.HomeDirectory
            : path.StartsWith("~/", StringComparison.Ordinal)
                ? Path.Combine(environment.HomeDirectory, path[2..])
            : path.Length == 0
                ? throw new InfraException(
                    $"The backend URL '{url}' names no directory. Use file://~ for the home directory."
                )
            : path;
        return Path.GetFullPath(path, baseDirectory);
    }
}
