using System.Collections.Immutable;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Stacks;

/// <summary>The settings of one stack together with what encrypts its secrets.</summary>
internal sealed class StackConfigAccess
{
    private readonly StackAccess _access;
    private readonly StackSettingsFile _settings;

    public StackConfigAccess(StackAccess access, StackReference stack)
    {
        _access = access;
        Project = access.RequireProject();
        _settings = StackSettingsFile.Load(
            StackSettingsFile.PathFor(Project, stack.Name),
            Project.Name
        );
    }

    public Project Project { get; }

    public string FilePath => _settings.FilePath;

    /// <summary>The values by full key, secrets as ciphertext.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Values => _settings.Config;

    /// <summary>The provider that the settings name, or <c>null</c> when they name none.</summary>
    public ISecretsProvider? Provider =>
        _settings.EncryptionSalt is { } salt ? _access.Secrets.OpenSalt(salt) : null;

    /// <summary>The provider for a new secret; made now when there is none.</summary>
    public ISecretsProvider RequireProvider(ISecretsProvider? ofState) =>
        Provider ?? Adopt(ofState) ?? CreateProvider("");

    /// <summary>Makes the provider of a new stack, or takes the one that the settings name already.</summary>
    public ISecretsProvider CreateProvider(string type) =>
        Provider ?? Adopt(_access.Secrets.Create(type))!;

    /// <summary>Reads a configuration key with or without its namespace.</summary>
    public string Key(string text) => ConfigKey.Parse(text, Project.Name);

    public ConfigValue? Get(string key, ReadOnlySpan<ConfigStep> below) =>
        _settings.Get(key, below);

    public void Set(string key, ConfigValue value, ReadOnlySpan<ConfigStep> below) =>
        _settings.Set(key, value, below);

    public void Remove(string key, ReadOnlySpan<ConfigStep> below) => _settings.Remove(key, below);

    public void Save() => _settings.Save();

    /// <summary>Opens a ciphertext of these settings.</summary>
    public string Decrypt(string ciphertext) =>
        (
            Provider
            ?? throw new CommandException(
                ExitCode.Invocation,
                $"{FilePath} holds secrets but no encryptionsalt: restore that line, or set the secrets again."
            )
        ).Decrypt(ciphertext);

    private ISecretsProvider? Adopt(ISecretsProvider? provider)
    {
        if (provider is PassphraseSecretsProvider passphrase)
        {
            _settings.SetEncryptionSalt(passphrase.Salt);
        }

        return provider;
    }
}
