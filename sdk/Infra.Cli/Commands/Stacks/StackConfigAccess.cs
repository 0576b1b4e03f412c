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

    /// <summary>The values by full key, secrets as ciphertext.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Values => _settings.Config;

    /// <summary>The values with the project's defaults, secrets as ciphertext.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Merged => Reader.Merge();

    /// <summary>The provider that the settings name, or <c>null</c> when they name none.</summary>
    public ISecretsProvider? Provider => _access.Secrets.Open(_settings);

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
                $"{FilePath} holds secrets and does not say what encrypted them: restore its line encryptionsalt, or set the secrets again."
            )
        ).Decrypt(ciphertext);

    /// <summary>The configuration of a run: the stack's values over the project's defaults, secrets in clear.</summary>
    /// <param name="ofState">Opens secrets when the settings name no provider.</param>
    /// <param name="check">Whether missing and ill-typed values are errors.</param>
    public StackConfiguration Read(ISecretsProvider? ofState, bool check) =>
        Reader.Read(Provider ?? ofState, check);

    /// <summary>Whether the project declares a value of the stack to be secret.</summary>
    public bool IsSecretByProject(string key) =>
        Project.Config.GetValueOrDefault(key) is { IsSecret: true };

    /// <summary>Encrypts all secrets anew with another provider, which the settings name from now on.</summary>
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
            SecretsProviders.Record(provider, _settings);
        }

        return provider;
    }
}
