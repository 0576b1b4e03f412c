using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Finds the user's backend and the directory of its files.</summary>
public static class BackendLocation
{
    private const string Scheme = "file://";

    /// <summary>The backend of users who chose none: the home directory, as after <c>login --local</c>.</summary>
    /// <remarks>Pulumi asks for a login instead, but its service is out of reach for this engine.</remarks>
    public const string Default = "file://~";

    /// <summary>The backend's URL: <c>PULUMI_BACKEND_URL</c>, else the project's <c>backend.url</c>, else the one logged in to, else <see cref="Default"/>.</summary>
    /// <param name="environment">Gives the variable and the credentials.</param>
    /// <param name="project">The project, when there is one.</param>
    public static string Choose(PulumiEnvironment environment, Project? project) =>
        environment.Variable("PULUMI_BACKEND_URL") is { Length: > 0 } url ? url
        : project?.BackendUrl is { Length: > 0 } own ? own
        : Credentials.Load(environment).Current is { Length: > 0 } current ? current
        : Default;

    /// <summary>The directory of <see cref="DirectoryOf"/>, which is there.</summary>
    /// <exception cref="InfraException">The URL names no directory of this machine.</exception>
    public static string RequireDirectory(
        string url,
        PulumiEnvironment environment,
        string baseDirectory
    )
    {
        var directory = DirectoryOf(url, environment, baseDirectory);
        return Directory.Exists(directory)
            ? directory
            : throw new InfraException(
                $"The directory '{directory}' of the backend {url} does not exist. Create it, or choose another one with PULUMI_BACKEND_URL, backend.url in Pulumi.yaml, or 'pulumi login'."
            );
    }

    /// <summary>The absolute directory that a URL names; the stacks are in <c>.pulumi</c> below it.</summary>
    /// <param name="url"><c>file://~</c> (home), <c>file:///absolute</c> or <c>file://./relative</c>.</param>
    /// <param name="baseDirectory">The directory that relative paths start from: the project's root, or the current directory outside of a project.</param>
    /// <exception cref="InfraException">The URL does not name a file backend.</exception>
    public static string DirectoryOf(
        string url,
        PulumiEnvironment environment,
        string baseDirectory
    )
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new InfraException(
                $"The backend '{url}' is not supported by the embedded engine, which keeps state in files. Use a URL like file://~ or file:///srv/state in PULUMI_BACKEND_URL or Pulumi.yaml's backend.url, or the Pulumi CLI."
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
