namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Turns the kernel's words, which tools quote, into the failures of .NET's file functions.</summary>
internal static class RemoteFailure
{
    /// <param name="said">What a tool of the host said.</param>
    /// <param name="path">The file, for the message.</param>
    public static Exception Of(string said, string path)
    {
        return Has("Permission denied") || Has("Operation not permitted") || Has("Is a directory")
                ? new UnauthorizedAccessException($"Access to the path '{path}' is denied: {said}")
            : Has("No such file or directory")
                ? new FileNotFoundException($"Could not find file '{path}': {said}", path)
            : new IOException($"{said} : '{path}'");

        // Tools quote the path before the kernel's words, and a path may hold the same words.
        bool Has(string text) => said.TrimEnd().EndsWith(text, StringComparison.Ordinal);
    }
}
