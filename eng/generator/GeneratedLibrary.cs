using System.Collections.Immutable;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The C# classes that follow from the definitions of the provider.</summary>
internal static class GeneratedLibrary
{
    private const string Extension = ".g.cs";

    /// <summary>The files by name.</summary>
    public static ImmutableSortedDictionary<string, string> Files()
    {
        var components = Package.Components.Select(c => c.Definition).ToList();
        ImmutableArray<ResourceDefinition> all = [.. Package.Resources, .. components];
        var inputs = Types.Below(all.SelectMany(r => r.Inputs));
        var outputs = Types.Below(
            Package
                .Resources.SelectMany(r => r.Outputs.AddRange(r.Echoes))
                .Concat(Package.Functions.SelectMany(f => f.Outputs))
        );
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ProviderArgs"] = ArgsFile.Of(
                "ProviderArgs",
                "The configuration of a <see cref=\"Provider\"/>.",
                ProviderConfiguration.Definitions
            ),
        };
        foreach (var resource in all)
        {
            files[resource.Name] = resource.IsComponent
                ? ResourceFile.OfComponent(resource)
                : ResourceFile.Of(resource);
            files[$"{resource.Name}Args"] = ArgsFile.OfResource(resource);
        }

        AddTypes(files, inputs, outputs);
        return files.ToImmutableSortedDictionary(
            f => f.Key + Extension,
            f => f.Value,
            StringComparer.Ordinal
        );
    }

    /// <summary>Writes the files and deletes those that no definition has any more.</summary>
    public static void WriteTo(string directory)
    {
        var files = Files();
        foreach (var former in Directory.GetFiles(directory, $"*{Extension}"))
        {
            if (!files.ContainsKey(Path.GetFileName(former)))
            {
                File.Delete(former);
            }
        }

        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(directory, name), text);
        }
    }

    private static void AddTypes(Dictionary<string, string> files, Types inputs, Types outputs)
    {
        foreach (var structure in inputs.Structures)
        {
            files[$"{structure.Name}Args"] = ArgsFile.OfStructure(structure);
        }

        foreach (var structure in outputs.Structures)
        {
            files[$"Outputs.{structure.Name}"] = ResultFile.OfStructure(structure);
        }

        foreach (var function in Package.Functions)
        {
            files[$"{Names.Pascal(function.Name)}Result"] = ResultFile.OfFunction(function);
            files[$"{Names.Pascal(function.Name)}InvokeArgs"] = ArgsFile.OfFunction(function);
        }

        foreach (var choice in inputs.Choices.Union(outputs.Choices))
        {
            files[choice.Name] = inputs.PlainChoices.Contains(choice)
                ? ChoiceFile.Plain(choice)
                : ChoiceFile.Of(choice);
        }
    }
}
