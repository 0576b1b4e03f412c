using System.CommandLine;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config cp</c>: copies one value or all to another stack, and encrypts secrets for that stack.</summary>
internal sealed class ConfigCopyCommand : CliCommand
{
    private readonly Argument<string?> _key;
    private readonly Option<bool> _isPath;

    public ConfigCopyCommand(CommandContext context, ConfigTarget target)
        : base(context, "cp", "Copy one value or all values to another stack")
    {
        Aliases.Add("copy");
        _key = TakeOptionalArgument("key", "The key; by default all values");
        _isPath = Take<bool>("--path", "The key is a path such as a.b[0]");
        var destination = Take<string>("--dest", "The stack to copy to", "-d");
        destination.Required = true;
        Runs(async parsed =>
        {
            var source = await target.OpenAsync(parsed);
            var stack = await Access.RequireAsync(
                parsed.GetRequiredValue(destination),
                offersCreation: false
            );
            if (stack == source.Stack)
            {
                throw CommandException.Usage(
                    $"--dest names the source stack '{stack.Name}'. Choose another one."
                );
            }

            var copy = new ConfigScope(Access, stack, new(Access, stack));
            await CopyAsync(parsed, source, copy);
            copy.Config.Save();
        });
    }

    private async Task CopyAsync(ParseResult parsed, ConfigScope source, ConfigScope copy)
    {
        if (parsed.GetValue(_key) is not { } key)
        {
            await ConfigTransfer.CopyAllAsync(source, copy);
            return;
        }

        var place = ConfigPlace.Parse(source.Config, key, parsed.GetValue(_isPath));
        var value =
            source.Config.Get(place.Key, place.Below.AsSpan())
            ?? throw new CommandException(
                ExitCode.Failure,
                $"configuration key '{key}' not found for stack '{source.Stack.Name}'."
            );
        await ConfigTransfer.CopyAsync(source, copy, place, value);
    }
}
