using System.Collections.Immutable;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands;

/// <summary>The settings of one stack with its secrets provider.</summary>
internal sealed class StackConfigAccess
{
    private readonly StackAccess _access;
    private readonly StackSettingsFile _settings;
    private readonly StackReference _stack;

    public StackConfigAccess(StackAccess access, StackReference stack)
    {
        _access = access;
        _stack = stack;
        Project = access.RequireProject();
        _settings = StackSettingsFile.Load(access.ConfigFilePath(stack), Project.Name);
    }

    public Project Project { get; }

    public string FilePath => _settings.FilePath;

    /// <summary>The values by full key. Secrets are ciphertext.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Values => _settings.Config;

    /// <summary>The values and the project's defaults. Secrets are ciphertext.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Merged => Reader.Merge();

    /// <summary>The secrets provider in the settings, or <c>null</c>.</summary>
    public ISecretsProvider? Provider =>
        _access.Secrets.Open(_settings.SecretsProvider, _settings.EncryptionSalt);

    /// <summary>The provider for a new secret. It is created when the stack has none.</summary>
    public ISecretsProvider RequireProvider(ISecretsProvider? ofState) =>
        Provider ?? Adopt(ofState) ?? CreateProvider("");

    /// <summary>Creates the provider of a new stack, unless the settings already have one.</summary>
    public ISecretsProvider CreateProvider(string type) =>
        // A provider that is given is the one that is adopted.
        Provider ?? Adopt(_access.Secrets.Create(type))!;

    /// <summary>Parses a configuration key with or without a namespace.</summary>
    public string Key(string text) => ConfigKey.Parse(text, Project.Name);

    public ConfigValue? Get(string key, ReadOnlySpan<ConfigStep> below) =>
        _settings.Get(key, below);

    public void Set(string key, ConfigValue value, ReadOnlySpan<ConfigStep> below) =>
        _settings.Set(key, value, below);

    public void Remove(string key, ReadOnlySpan<ConfigStep> below) => _settings.Remove(key, below);

    public void Save() => _settings.Save();

    /// <summary>Decrypts a ciphertext of these settings.</summary>
    public string Decrypt(string ciphertext) =>
        (
            Provider
            ?? throw CommandException.Usage(
                $"{FilePath} has secrets but no secrets provider: restore its line encryptionsalt, or set the secrets again."
            )
        ).Decrypt(ciphertext);

    /// <summary>Reads the configuration of a run: the stack's values over the project's defaults, with secrets decrypted.</summary>
    /// <param name="ofState">The provider in the state, for settings without one.</param>
    /// <param name="runsProgram">Whether a program gets it.</param>
    /// <param name="validates">Whether values that are missing or of a wrong type are errors for the program.</param>
    public StackConfiguration Read(
        ISecretsProvider? ofState,
        bool runsProgram,
        bool validates = true
    ) =>
        Reader.Read(
            (Provider ?? ofState) is { } provider ? provider.Decrypt : null,
            runsProgram,
            validates
        );

    /// <summary>Whether the project declares the key as secret.</summary>
    public bool IsSecretByProject(string key) =>
        Project.Config.GetValueOrDefault(key) is { IsSecret: true };

    /// <summary>Encrypts all secrets with another provider, and records it in the settings.</summary>
    public void Reencrypt(ISecretsProvider provider)
    {
        foreach (var (key, value) in Values.Where(v => v.Value.HasSecret))
        {
            Set(key, ConfigSecrets.Map(value, text => provider.Encrypt(Decrypt(text))), []);
        }

        Adopt(provider);
    }

    private StackConfigurationReader Reader => new(Project, _settings, _stack.Name);

    private ISecretsProvider? Adopt(ISecretsProvider? provider)
    {
        if (provider is not null)
        {
            _settings.Record(provider);
        }

        return provider;
    }
}
