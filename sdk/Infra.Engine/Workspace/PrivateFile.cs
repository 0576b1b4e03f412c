using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.State.Files;

namespace Infra.Engine.Workspace;

/// <summary>Files in <c>$PULUMI_HOME</c> that only their owner may read.</summary>
internal static class PrivateFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes JSON, indented by four spaces, readable by the owner alone, all at once.</summary>
    public static void Write(string path, JsonNode content) =>
        new DurableFiles(Open).Replace(
            path,
            Encoding.UTF8.GetBytes(content.ToJsonString(Indented))
        );

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }
}
