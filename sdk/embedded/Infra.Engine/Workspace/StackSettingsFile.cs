using System.Collections.Immutable;
using System.Text;
using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.Workspace.Configuration;
using Infra.Engine.Workspace.Yaml;
using Infra.Protocol;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace;

/// <summary>A stack's settings: <c>Pulumi.STACK.yaml</c>. A change touches only its own value; comments and order stay.</summary>
public sealed class StackSettingsFile
{
    private const string ConfigName = "config";
    private readonly string _project;
    private string _text;
    private string _saved;

    private StackSettingsFile(string path, string project, string text)
    {
        FilePath = path;
        _project = project;
        _text = _saved = text;
        Reread();
    }

    /// <summary>The absolute path of the file.</summary>
    public string FilePath { get; }

    public bool Exists => File.Exists(FilePath);

    /// <summary>The values by full key, own to the stack; the project's defaults are not among them.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Config { get; private set; } =
        ImmutableSortedDictionary<string, ConfigValue>.Empty;

    /// <summary>The salt text of the passphrase provider; <c>null</c> when there is none.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>The secrets provider when it is not the passphrase one, e.g. the URL of a key service.</summary>
    public string? SecretsProvider { get; private set; }

    /// <summary>The data key that the secrets provider has encrypted.</summary>
    public string? EncryptedKey { get; private set; }

    /// <summary>Where the settings of a stack are: beside <c>Pulumi.yaml</c> or in <c>stackConfigDir</c>.</summary>
    /// <param name="stack">The stack's short name.</param>
    public static string PathFor(Project project, string stack) =>
        Path.Combine(project.StackConfigDirectory ?? project.RootDirectory, $"Pulumi.{stack}.yaml");

    /// <summary>Reads settings; a file that is not there counts as empty.</summary>
    /// <param name="path">The file, e.g. from <see cref="PathFor"/> or <c>--config-file</c>.</param>
    /// <param name="project">The project's name, the namespace of keys without one.</param>
    /// <exception cref="InfraException">It is malformed.</exception>
    public static StackSettingsFile Load(string path, string project)
    {
        path = Path.GetFullPath(path);
        return new(path, project, RegularFile.ReadText(path) ?? "");
    }

    /// <summary>The value at a path; <c>null</c> when there is none.</summary>
    /// <param name="below">The steps below it.</param>
    public ConfigValue? Get(string key, params ReadOnlySpan<ConfigStep> below) =>
        Config.TryGetValue(key, out var value) ? ConfigTree.Get(value, below) : null;

    /// <summary>Sets a value.</summary>
    /// <param name="value">The value; secrets are ciphertext already.</param>
    /// <param name="below">The steps below the key, for a part of a structured value.</param>
    /// <exception cref="InfraException">The path does not fit what is there.</exception>
    public void Set(string key, ConfigValue value, params ReadOnlySpan<ConfigStep> below)
    {
        var expected = Config.SetItem(
            key,
            ConfigTree.Set(Config.GetValueOrDefault(key), below, value)
        );
        Change([new(ConfigName, 0), new(SpellingOf(key), 0), .. below], value);
        RequireConfig(expected);
    }

    /// <summary>Removes a value; nothing happens when there is none.</summary>
    /// <param name="below">The steps below it.</param>
    public void Remove(string key, params ReadOnlySpan<ConfigStep> below)
    {
        if (!Config.TryGetValue(key, out var value))
        {
            return;
        }

        var expected = below.IsEmpty
            ? Config.Remove(key)
            : Config.SetItem(key, ConfigTree.Remove(value, below));
        Change([new(ConfigName, 0), new(SpellingOf(key), 0), .. below], null);
        RequireConfig(expected);
    }

    /// <summary>Records the salt of the passphrase provider.</summary>
    public void SetEncryptionSalt(string salt) =>
        Change([new("encryptionsalt", 0)], new ConfigValue.Text(salt));

    /// <summary>Records a secrets provider other than the passphrase one.</summary>
    public void SetSecretsProvider(string type) =>
        Change([new("secretsprovider", 0)], new ConfigValue.Text(type));

    /// <summary>Records a provider of secrets in place of the former one, as <c>stack init</c> does; save the file afterwards.</summary>
    public void Record(ISecretsProvider provider)
    {
        RemoveSecretsProvider();
        if (provider is PassphraseSecretsProvider passphrase)
        {
            SetEncryptionSalt(passphrase.Salt);
        }
        else
        {
            SetSecretsProvider(provider.State.Type);
        }
    }

    /// <summary>Removes the salt and every other trace of a secrets provider.</summary>
    public void RemoveSecretsProvider()
    {
        foreach (var name in (string[])["encryptionsalt", "secretsprovider", "encryptedkey"])
        {
            Change([new(name, 0)], null);
        }
    }

    /// <summary>Writes what changed, all at once; nothing when nothing did.</summary>
    /// <exception cref="InfraException">It could not be written; the file stays as it was.</exception>
    public void Save()
    {
        if (_text == _saved && (Exists || _text.Length == 0))
        {
            return;
        }

        // The project's own files keep their mode, because people share them.
        new DurableFiles(isPrivate: false).Replace(FilePath, Encoding.UTF8.GetBytes(_text));
        _saved = _text;
    }

    private void Change(ReadOnlySpan<ConfigStep> steps, ConfigValue? value)
    {
        var editor = new YamlTextEditor(FilePath, _text);
        _text = value is null ? editor.Remove(steps) : editor.Set(steps, value);
        Reread();
    }

    /// <summary>An edit must have exactly the wanted effect; a file that this editor cannot change is left alone.</summary>
    private void RequireConfig(ImmutableSortedDictionary<string, ConfigValue> expected)
    {
        if (Config.SequenceEqual(expected))
        {
            return;
        }

        _text = _saved;
        Reread();
        throw new InfraException(
            $"{FilePath} is laid out in a way that cannot be changed automatically. Nothing was changed; make the change by hand."
        );
    }

    private void Reread()
    {
        var source = YamlSource.Parse(FilePath, _text);
        EncryptionSalt = source.Text(source.Root, "encryptionsalt");
        SecretsProvider = source.Text(source.Root, "secretsprovider");
        EncryptedKey = source.Text(source.Root, "encryptedkey");
        var config = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(
            StringComparer.Ordinal
        );
        foreach (var (key, _, value) in Entries(source))
        {
            config[key] = YamlConfig.Read(source, value);
        }

        Config = config.ToImmutable();
    }

    private IEnumerable<(string Key, string Spelling, YamlNode Value)> Entries(YamlSource source) =>
        source.Mapping(source.Root, ConfigName) is { } config
            ? source
                .Entries(config)
                .Select(e =>
                    (
                        ConfigKey.TryParse(e.Name, _project)
                            ?? throw source.Wrong(e.Key, $"'{e.Name}' is not a configuration key"),
                        e.Name,
                        e.Value
                    )
                )
            : [];

    /// <summary>How the file spells a key, e.g. without the project's name; with it when it is new.</summary>
    private string SpellingOf(string key) =>
        Entries(YamlSource.Parse(FilePath, _text))
            .Where(e => e.Key == key)
            .Select(e => e.Spelling)
            .FirstOrDefault(key);
}
