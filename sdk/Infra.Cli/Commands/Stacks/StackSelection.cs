using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Stacks;

/// <summary>The stack selected in a project, kept in the user's own folder in the file where the Pulumi CLI looks for it, too.</summary>
internal sealed class StackSelection(
    PulumiEnvironment environment,
    Project project,
    string backendUrl
)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 4,
    };

    /// <summary>The selected stack's name, or <c>null</c>.</summary>
    public string? Current
    {
        get
        {
            var content = Read();
            return (content["stacks"] as JsonObject)?[backendUrl]?.GetValue<string>()
                ?? content["stack"]?.GetValue<string>();
        }
    }

    private string FilePath =>
        Path.Combine(
            environment.PulumiHome,
            "workspaces",
            $"{project.Name}-{PathDigest}-workspace.json"
        );

    [SuppressMessage(
        "Security",
        "CA5350",
        Justification = "Pulumi names the file by this digest; nothing is protected by it."
    )]
    private string PathDigest =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(project.FilePath)));

    /// <summary>Selects a stack, or ends the selection.</summary>
    public void Select(string? stack)
    {
        var content = Read();
        if (content["stacks"] is not JsonObject stacks)
        {
            content["stacks"] = stacks = [];
        }

        content.Remove("stack");
        if (stack is null)
        {
            stacks.Remove(backendUrl);
        }
        else
        {
            stacks[backendUrl] = stack;
        }

        Write(content);
    }

    private JsonObject Read()
    {
        try
        {
            return File.Exists(FilePath)
                ? JsonNode.Parse(File.ReadAllText(FilePath)) as JsonObject ?? []
                : [];
        }
        catch (JsonException)
        {
            // Only a selection is lost, and the next one mends the file.
            return [];
        }
    }

    private void Write(JsonObject content)
    {
        var directory = Path.GetDirectoryName(FilePath)!;
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, $".{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(content.ToJsonString(Layout));
        }

        File.Move(temporary, FilePath, overwrite: true);
    }
}
