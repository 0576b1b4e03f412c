using System.Text.Json.Nodes;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Workspace;

/// <summary>What <c>login</c> and <c>logout</c> keep in <c>$PULUMI_HOME/credentials.json</c>.</summary>
/// <remarks>Only the chosen backend is read and changed here; accounts and tokens of other backends are neither looked at nor lost.</remarks>
public sealed class Credentials
{
    private readonly string _path;
    private readonly JsonObject _content;

    private Credentials(string path, JsonObject content)
    {
        _path = path;
        _content = content;
    }

    /// <summary>The URL of the backend logged in to; <c>null</c> when none.</summary>
    public string? Current =>
        _content["current"] is JsonValue value
        && value.TryGetValue<string>(out var url)
        && url.Length > 0
            ? url
            : null;

    /// <summary>Reads the file; one that is missing counts as empty.</summary>
    /// <exception cref="InfraException">It is not valid JSON.</exception>
    public static Credentials Load(PulumiEnvironment environment)
    {
        var path = Path.Combine(environment.PulumiHome, "credentials.json");
        return new(path, JsonObjectFile.Load(path, "Fix or remove it and log in again."));
    }

    /// <summary>Makes a backend the current one.</summary>
    public void Login(string url)
    {
        _content["current"] = url;
        if (_content["accounts"] is not JsonObject accounts)
        {
            _content["accounts"] = accounts = [];
        }

        accounts[url] ??= new JsonObject();
        Save();
    }

    /// <summary>Forgets a backend; it is no longer the current one.</summary>
    public void Logout(string url)
    {
        (_content["accounts"] as JsonObject)?.Remove(url);
        if (Current == url)
        {
            _content["current"] = "";
        }

        Save();
    }

    private void Save() => JsonObjectFile.Save(_path, _content);
}
