namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config refresh</c>: restores the configuration of the stack's last update.</summary>
internal sealed class ConfigRefreshCommand : CliCommand
{
    public ConfigRefreshCommand(CommandContext context, ConfigTarget target)
        : base(context, "refresh", "Restore the configuration that the last update used")
    {
        var force = Take<bool>("--force", "Do not back up the current file", "-f");
        Runs(async parsed =>
        {
            var (Access, stack, config) = await target.OpenAsync(parsed);
            var history = (await Access.BackendAsync()).History;
            var last = await history.ListAsync(stack, 1, 1, context.Interruption.Graceful);
            if (last.IsEmpty)
            {
                throw new CommandException(
                    ExitCode.Failure,
                    $"The stack '{stack.Name}' was never updated, so there is no configuration to restore."
                );
            }

            if (File.Exists(config.FilePath) && !parsed.GetValue(force))
            {
                var backup = FreeName(config.FilePath);
                File.Copy(config.FilePath, backup);
                context.Terminal.Out.WriteLine(
                    $"backed up existing configuration file to {backup}"
                );
            }

            foreach (var key in config.Values.Keys.Except(last[0].Config.Keys))
            {
                config.Remove(key, []);
            }

            foreach (
                var (key, value) in last[0]
                    .Config.Where(c => !Equals(config.Get(c.Key, []), c.Value))
            )
            {
                config.Set(key, value, []);
            }

            config.Save();
            context.Terminal.Out.WriteLine($"refreshed configuration for stack '{stack.Name}'");
        });
    }

    private static string FreeName(string path)
    {
        do
        {
            path += ".bak";
        } while (File.Exists(path));

        return path;
    }
}
