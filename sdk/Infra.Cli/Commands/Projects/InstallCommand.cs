using Infra.Cli.Commands.Stacks;
using Infra.Cli.Terminals;
using Infra.Engine.Languages;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>install</c>: gets what the project needs to run. Plugins are looked for, not fetched: ours are built here.</summary>
internal sealed class InstallCommand : CliCommand
{
    public InstallCommand(CommandContext context)
        : base("install", "Restore the packages of the program, and look for its plugins")
    {
        var noPlugins = Take<bool>("--no-plugins", "Do not look for plugins");
        var noDependencies = Take<bool>("--no-dependencies", "Do not restore packages");
        Take<bool>("--reinstall", "Accepted; nothing is kept that could be old").Hidden = true;
        Take<bool>("--parallel", "Accepted; there is nothing to run side by side").Hidden = true;
        Runs(async parsed =>
        {
            var project = new StackAccess(context).RequireProject();
            if (!parsed.GetValue(noDependencies))
            {
                var command = await Dependencies.RestoreAsync(
                    project,
                    line => context.Terminal.Out.WriteLine($"  {line}", Tone.Dim),
                    context.Interruption.Graceful
                );
                context.Terminal.Out.WriteLine(
                    command is null
                        ? "The program has no packages to restore"
                        : $"Restored the program's packages ({command})"
                );
            }

            if (!parsed.GetValue(noPlugins))
            {
                foreach (var (name, path) in Dependencies.RequirePlugins(project))
                {
                    context.Terminal.Out.WriteLine($"Found the plugin {name} ({path})");
                }
            }
        });
    }
}
