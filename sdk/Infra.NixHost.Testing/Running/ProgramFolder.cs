namespace Infra.NixHost.Testing.Running;

/// <summary>Finds a program's directory from where tests run.</summary>
internal static class ProgramFolder
{
    /// <summary>The absolute path of a directory below the working directory or one above it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Find(string directory)
    {
        var start = Directory.GetCurrentDirectory();
        for (var above = start; above is not null; above = Path.GetDirectoryName(above))
        {
            var candidate = Path.GetFullPath(directory, above);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            $"There is no directory '{directory}', neither in '{start}' nor in a directory above it. Correct {nameof(NixHostTestOptions)}.{nameof(NixHostTestOptions.Directory)}."
        );
    }
}
