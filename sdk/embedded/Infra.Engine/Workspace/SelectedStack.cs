using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Workspace;

/// <summary>The selected stack of a project for each backend, recorded in <c>$PULUMI_HOME/workspaces</c>.</summary>
public sealed class SelectedStack
{
    private const string StacksName = "stacks";
    private const string OldName = "stack";
    private readonly string _path;
    private readonly PulumiEnvironment _environment;

    /// <summary>The selection of a project.</summary>
    /// <param name="environment">Gives <c>PULUMI_HOME</c> and <c>PULUMI_STACK</c>.</param>
    [SuppressMessage(
        "Security",
        "CA5350",
        Justification = "SHA-1 only names a file, and the name is Pulumi's."
    )]
    public SelectedStack(PulumiEnvironment environment, Project project)
    {
        _environment = environment;
        var digest = Convert.ToHexStringLower(
            SHA1.HashData(Encoding.UTF8.GetBytes(project.FilePath))
        );
        _path = Path.Combine(
            environment.PulumiHome,
            "workspaces",
            $"{project.Name}-{digest}-workspace.json"
        );
    }

    /// <summary>The stack that commands work on: <c>PULUMI_STACK</c>, else the selected one; <c>null</c> when there is neither.</summary>
    /// <param name="backendUrl">The backend's URL, as it was opened.</param>
    /// <exception cref="InfraException">The recorded selection is damaged.</exception>
    public string? Get(string backendUrl)
    {
        if (_environment.Variable("PULUMI_STACK") is { Length: > 0 } name)
        {
            return name;
        }

        var content = Load();
        return Text((content[StacksName] as JsonObject)?[backendUrl]) ?? Text(content[OldName]);
    }

    /// <summary>Selects a stack.</summary>
    /// <param name="backendUrl">The backend's URL, as it was opened.</param>
    /// <param name="stack">The stack's full name.</param>
    public void Set(string backendUrl, string stack)
    {
        var content = Load();
        if (content[StacksName] is not JsonObject stacks)
        {
            content[StacksName] = stacks = [];
        }

        stacks[backendUrl] = stack;
        JsonObjectFile.Save(_path, content);
    }

    /// <summary>Selects none, as after the selected stack was removed.</summary>
    public void Clear(string backendUrl)
    {
        var content = Load();
        var stacks = content[StacksName] as JsonObject;
        var changed = content.Remove(OldName) | (stacks?.Remove(backendUrl) == true);
        if (stacks is { Count: 0 })
        {
            content.Remove(StacksName);
        }

        if (changed && content.Count == 0)
        {
            DurableFiles.Remove(_path);
        }
        else if (changed)
        {
            JsonObjectFile.Save(_path, content);
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : null;

    private JsonObject Load() =>
        JsonObjectFile.Load(_path, "Remove it and select the stack again.");
}
