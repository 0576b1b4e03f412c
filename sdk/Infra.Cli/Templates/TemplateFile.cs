namespace Infra.Cli.Templates;

/// <summary>A file of a template.</summary>
/// <param name="Path">Relative to the project; may hold variables.</param>
/// <param name="Content">Its bytes; in text, variables are replaced.</param>
/// <param name="IsExecutable">Whether it is a script to be run.</param>
internal sealed record TemplateFile(string Path, byte[] Content, bool IsExecutable);
