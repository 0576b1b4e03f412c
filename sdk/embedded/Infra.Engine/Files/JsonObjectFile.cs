using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Json;
using Infra.Protocol;

namespace Infra.Engine.Files;

/// <summary>Files that hold one JSON object, such as those in <c>$PULUMI_HOME</c>.</summary>
internal static class JsonObjectFile
{
    // Two fields of one name would otherwise be found at the first look at either.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The object in a file; an empty one when the file is missing.</summary>
    /// <param name="advice">What the user does about a damaged file, as a sentence.</param>
    /// <exception cref="InfraException">The file cannot be read or is not valid JSON.</exception>
    public static JsonObject Load(string path, string advice)
    {
        try
        {
            return RegularFile.ReadText(path) is { } text
                ? JsonNode.Parse(text, documentOptions: Strict) as JsonObject ?? []
                : [];
        }
        catch (JsonException e)
        {
            throw new InfraException($"{path} is not valid JSON: {e.Message} {advice}", e);
        }
    }

    /// <summary>Writes an object, indented by four spaces.</summary>
    public static void Save(string path, JsonObject content) =>
        new DurableFiles().Replace(
            path,
            Encoding.UTF8.GetBytes(content.ToJsonString(GoJson.Indented))
        );
}
