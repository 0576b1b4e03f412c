using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Infra.Cli.Templates;

/// <summary>Writes the files of a new project.</summary>
/// <param name="directory">The absolute directory of the project.</param>
/// <param name="variables">The values of <c>${NAME}</c> in file contents and file names.</param>
internal sealed class ProjectWriter(string directory, ImmutableDictionary<string, string> variables)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void Write(Template template)
    {
        try
        {
            foreach (var file in template.Files)
            {
                Write(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"The project could not be written to {directory}: {e.Message}",
                e
            );
        }
    }

    /// <summary>Puts the values into a text.</summary>
    public string Replace(string text) =>
        variables.Aggregate(
            text,
            (replaced, variable) =>
                replaced.Replace($"${{{variable.Key}}}", variable.Value, StringComparison.Ordinal)
        );

    private void Write(TemplateFile file)
    {
        var path = Path.Combine(directory, Replace(file.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        if (file.Path == TemplateManifest.FileName)
        {
            file = file with { Content = Described(file.Content) };
        }

        var isText = !file.Content.AsSpan().Contains((byte)0);
        File.WriteAllBytes(
            path,
            isText
                ? Encoding.UTF8.GetBytes(Replace(Encoding.UTF8.GetString(file.Content)))
                : file.Content
        );
        if (file.IsExecutable)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Executable);
        }
    }

    // A description may contain any character. A JSON string is also a valid YAML string.
    private byte[] Described(byte[] manifest)
    {
        const string Line = "description: ${DESCRIPTION}";
        var quoted = JsonSerializer.Serialize(variables["DESCRIPTION"], JsonSerializerOptions.Web);
        return Encoding.UTF8.GetBytes(
            Encoding
                .UTF8.GetString(manifest)
                .Replace(Line, $"description: {quoted}", StringComparison.Ordinal)
        );
    }
}
