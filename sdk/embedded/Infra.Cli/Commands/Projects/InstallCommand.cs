using Infra.Cli.Terminals;
using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>install</c>: restores the packages of the program and checks its plugins. Plugins are not downloaded.</summary>
internal sealed class InstallCommand : CliCommand
{
    public InstallCommand(CommandContext context)
        : base(context, "install", "Restore the program's packages and check its plugins")
    {
        var noPlugins = Take<bool>("--no-plugins", "Do not check plugins");
        var noDependencies = Take<bool>("--no-dependencies", "Do not restore packages");
        Take<bool>("--reinstall", "Accepted without effect: packages are always restored").Hidden =
            true;
        Take<int>("--parallel", "Accepted without effect").Hidden = true;
        Runs(async parsed =>
        {
            var project = Access.RequireProject();
            if (!parsed.GetValue(noDependencies))
            {
                var command = await ProjectInstall.RestoreAsync(
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
                foreach (var (name, path) in ProjectInstall.RequirePlugins(project))
                {
                    context.Terminal.Out.WriteLine($"Found the plugin {name} ({path})");
                }
            }
        });
    }
}
