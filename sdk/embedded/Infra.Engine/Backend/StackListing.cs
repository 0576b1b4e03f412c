using System.Text.Json;
using Infra.Engine.Files;
using Infra.Engine.Json;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Finds stacks and summarizes their files without decrypting secrets.</summary>
internal static class StackListing
{
    // A list shows the stacks that this user can read; another user's run makes directories that only that user can enter.
    private static readonly EnumerationOptions Accessible = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.None,
    };

    public static IEnumerable<StackReference> Find(StackFiles files, string? project)
    {
        if (!Directory.Exists(files.StacksDirectory))
        {
            return [];
        }

        return Directory
            .EnumerateDirectories(files.StacksDirectory)
            .Select(directory => Path.GetFileName(directory))
            .Where(name => project is null || name == project)
            .SelectMany(name =>
                Directory
                    .EnumerateFiles(Path.Combine(files.StacksDirectory, name), "*", Accessible)
                    .Select(CompressedFiles.NameOf)
                    .OfType<string>()
                    .Select(stack => new StackReference(name, stack))
            )
            .Distinct()
            .OrderBy(stack => stack.FullName, StringComparer.Ordinal);
    }

    public static (DateTimeOffset? LastUpdate, int? Count) Summarize(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                CompressedFiles.Decompress(RegularFile.ReadBytes(path) ?? []),
                GoJson.Reading
            );
            return Summarize(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InfraException)
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
            ? GoText.ParseTime(text.GetString() ?? "")
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
