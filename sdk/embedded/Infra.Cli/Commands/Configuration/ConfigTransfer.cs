using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary>Copies values between the configurations of two stacks.</summary>
internal static class ConfigTransfer
{
    public static async Task CopyAllAsync(ConfigScope source, ConfigScope destination)
    {
        foreach (var (key, value) in source.Config.Values)
        {
            await CopyAsync(
                source,
                destination,
                ConfigPlace.Parse(source.Config, key, isPath: false),
                value
            );
        }
    }

    /// <summary>Copies one value, and encrypts its secrets for the destination.</summary>
    public static async Task CopyAsync(
        ConfigScope source,
        ConfigScope destination,
        ConfigPlace place,
        ConfigValue value
    )
    {
        if (value.HasSecret)
        {
            var provider = await destination.Access.RequireProviderAsync(
                destination.Config,
                destination.Stack
            );
            value = ConfigSecrets.Map(
                value,
                ciphertext => provider.Encrypt(source.Config.Decrypt(ciphertext))
            );
        }

        destination.Config.Set(place.Key, value, place.Below.AsSpan());
    }
}
