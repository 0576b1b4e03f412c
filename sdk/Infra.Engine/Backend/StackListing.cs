using System.Text.Json;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Files;

namespace Infra.Engine.Backend;

/// <summary>Finds stacks and looks into their files just far enough for a list: no secret is opened.</summary>
internal static class StackListing
{
    public static IEnumerable<StackReference> Find(StackFiles files, string? project)
    {
        if (!Directory.Exists(files.StacksDirectory))
        {
            return [];
        }

        return Directory
            .EnumerateDirectories(files.StacksDirectory)
            .Select(directory => Path.GetFileName(directory))
            .Where(name =>
                project is null || string.Equals(name, project, StringComparison.Ordinal)
            )
            .SelectMany(name =>
                Directory
                    .EnumerateFiles(Path.Combine(files.StacksDirectory, name))
                    .Select(CompressedFiles.NameOf)
                    .OfType<string>()
                    .Select(stack => new StackReference(name, stack))
            )
            .Distinct()
            .OrderBy(stack => stack.FullName, StringComparer.Ordinal);
    }

    public static async Task<(DateTimeOffset? LastUpdate, int? Count)> SummarizeAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken)
                .ConfigureAwait(false);
            using var document = JsonDocument.Parse(
                CompressedFiles.Decompress(content),
                PropertyValueReader.Options
            );
            return Summarize(document.RootElement);
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
            )
        {
            // A list must show damaged stacks too; loading one says what is wrong with it.
            return (null, null);
        }
    }

    private static (DateTimeOffset? LastUpdate, int? Count) Summarize(JsonElement root)
    {
        if (
            Field(Field(root, "checkpoint"), "latest")
            is not { ValueKind: JsonValueKind.Object } latest
        )
        {
            return (null, null);
        }

        var time = Field(Field(latest, "manifest"), "time")
            is { ValueKind: JsonValueKind.String } text
            ? GoText.ParseTime(text.GetString()!)
            : null;
        var count = Field(latest, "resources") is { ValueKind: JsonValueKind.Array } list
            ? list.GetArrayLength()
            : 0;
        return (time, count);
    }

    private static JsonElement? Field(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value
        && value.TryGetProperty(name, out var field)
            ? field
            : null;
}
