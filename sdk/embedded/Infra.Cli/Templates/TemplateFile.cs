namespace Infra.Cli.Templates;

/// <summary>A file of a template.</summary>
/// <param name="Path">The path relative to the project. It may contain variables.</param>
/// <param name="Content">The bytes of the file. Variables are replaced in text files.</param>
/// <param name="IsExecutable">Whether the file gets the executable bit.</param>
internal sealed record TemplateFile(string Path, byte[] Content, bool IsExecutable);
