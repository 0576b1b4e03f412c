using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Upgrades;

/// <summary>A state as a version of the provider has left it, in a file of this folder.</summary>
internal static class RecordedState
{
    private const string Directory = "${DIRECTORY}";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The versions that have a file.</summary>
    public static IEnumerable<string> Versions =>
        System
            .IO.Directory.GetFiles(Folder(), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    /// <summary>Writes the state of all resources of the program.</summary>
    public static void Write(string version, TestStack stack)
    {
        var resources = new JsonArray();
        foreach (var (type, name, _) in UpgradedStack.Program)
        {
            var state = stack.StateOf(type, name);
            resources.Add(
                new JsonObject
                {
                    ["type"] = type,
                    ["name"] = name,
                    ["id"] = state.Id,
                    ["inputs"] = Json(state.Inputs),
                    ["outputs"] = Json(state.Outputs),
                }
            );
        }

        File.WriteAllText(
            PathOf(version),
            resources
                .ToJsonString(Readable)
                .Replace(stack.Directory, Directory, StringComparison.Ordinal) + "\n"
        );
    }

    /// <summary>Takes the recorded state in place of the stack's own.</summary>
    public static void Read(string version, TestStack stack)
    {
        var text = File.ReadAllText(PathOf(version))
            .Replace(Directory, stack.Directory, StringComparison.Ordinal);
        foreach (var resource in JsonNode.Parse(text)!.AsArray().OfType<JsonObject>())
        {
            stack.Put(
                Text("type"),
                Text("name"),
                new("recorded", Text("id"), Map("inputs"), Map("outputs"), null)
            );

            string Text(string field) => resource[field]!.GetValue<string>();

            PropertyMap Map(string field) =>
                ProviderMessages.Read(
                    JsonParser.Default.Parse<Struct>(resource[field]!.ToJsonString())
                );
        }
    }

    private static JsonNode? Json(PropertyMap properties) =>
        JsonNode.Parse(
            JsonFormatter.Default.Format(ProviderMessages.Write(properties, isPreview: false))
        );

    private static string PathOf(string version) => Path.Combine(Folder(), $"{version}.json");

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
