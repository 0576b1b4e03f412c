using System.CommandLine;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config cp</c>: copies one value or all to another stack; secrets are encrypted anew, for that stack.</summary>
internal sealed class ConfigCopyCommand : CliCommand
{
    public ConfigCopyCommand(CommandContext context, ConfigTarget target)
        : base("cp", "Copy one value, or all, to another stack")
    {
        Aliases.Add("copy");
        var key = TakeOptionalArgument("key", "The key; all values when missing");
        var destination = Take<string>("--dest", "The stack that gets the values", "-d");
        var isPath = Take<bool>("--path", "Read the key as a path like a.b[0]");
        destination.Required = true;
        Runs(async parsed =>
        {
            var source = await target.OpenAsync(parsed);
            var access = new StackAccess(context);
            var stack = await access.RequireAsync(
                parsed.GetRequiredValue(destination),
                offersCreation: false
            );
            if (stack == source.Stack)
            {
                throw new CommandException(
                    ExitCode.Invocation,
                    $"--dest is the stack '{stack.Name}' itself; name another one."
                );
            }

            var copy = new ConfigScope(access, stack, new(access, stack));
            foreach (var (place, value) in Chosen(source, parsed.GetValue(key), parsed.GetValue(isPath)))
            {
                var encrypted = await ReencryptAsync(value, source, copy);
                copy.Config.Set(place.Key, encrypted, place.Below.AsSpan());
            }

            copy.Config.Save();
        });
    }

    private static IEnumerable<(ConfigPlace Place, ConfigValue Value)> Chosen(
        ConfigScope source,
        string? key,
        bool isPath
    )
    {
        if (key is null)
        {
            return source.Config.Values.Select(v =>
                (ConfigPlace.Parse(source.Config, v.Key, isPath: false), v.Value)
            );
        }

        var place = ConfigPlace.Parse(source.Config, key, isPath);
        return source.Config.Get(place.Key, place.Below.AsSpan()) is { } value
            ? [(place, value)]
            : throw new CommandException(
                ExitCode.Failure,
                $"configuration key '{key}' not found for stack '{source.Stack.Name}'."
            );
    }

    private static async Task<ConfigValue> ReencryptAsync(
        ConfigValue value,
        ConfigScope source,
        ConfigScope copy
    )
    {
        if (!value.HasSecret)
        {
            return value;
        }

        var provider = await copy.Access.RequireProviderAsync(copy.Config, copy.Stack);
        return ConfigSecrets.Map(
            value,
            ciphertext => provider.Encrypt(source.Config.Decrypt(ciphertext))
        );
    }
}
