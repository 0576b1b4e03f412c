using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Information;

/// <summary><c>plugin install resource NAME VERSION --file TARBALL</c>: puts a plugin into the plugin folder. Nothing is downloaded.</summary>
internal sealed class PluginInstallCommand : CliCommand
{
    public PluginInstallCommand(CommandContext context)
        : base(context, "install", "Install a provider plugin from a file")
    {
        var kind = TakeOptionalArgument("kind", "resource");
        var name = TakeOptionalArgument("name", "The package's name");
        var version = TakeOptionalArgument("version", "The version, such as 0.1.0");
        var file = Take<string?>("--file", "A tarball, a folder or the plugin's program", "-f");
        var again = Take<bool>("--reinstall", "Replace a plugin of the same version");
        Take<bool>("--exact", "Accepted without effect: versions are always exact").Hidden = true;
        Runs(parsed =>
        {
            if (
                parsed.GetValue(kind) != "resource"
                || parsed.GetValue(name) is not { } package
                || parsed.GetValue(version) is not { } number
                || parsed.GetValue(file) is not { } source
            )
            {
                throw CommandException.Usage(
                    $"The embedded engine downloads no plugins: {context.ProgramName} plugin install resource NAME VERSION --file TARBALL installs one from a file."
                );
            }

            var home = context.Environment.PulumiHome;
            number = number.TrimStart('v');
            var directory = InstalledPlugins.DirectoryOf(home, package, number);
            if (!Directory.Exists(directory) || parsed.GetValue(again))
            {
                InstalledPlugins.Install(
                    home,
                    package,
                    number,
                    Path.GetFullPath(source, context.WorkingDirectory)
                );
            }

            context.Terminal.Out.WriteLine($"Installed in {directory}");
            return Task.CompletedTask;
        });
    }
}
