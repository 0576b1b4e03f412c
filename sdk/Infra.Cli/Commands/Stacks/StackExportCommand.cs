using System.CommandLine;
using System.Text;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack export</c>: the state as JSON.</summary>
internal sealed class StackExportCommand : CliCommand
{
    public StackExportCommand(CommandContext context)
        : base("export", "Write the state of a stack as JSON")
    {
        var stack = TakeStack();
        var file = Take<string?>("--file", "Write to this file instead of the output");
        var showSecrets = Take<bool>("--show-secrets", "Write secrets in clear");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(stack),
                offersCreation: false
            );
            var stored = await (await access.BackendAsync()).LoadAsync(
                reference,
                context.Interruption.Graceful
            );
            var json = DiyBackend.Export(stored, parsed.GetValue(showSecrets));
            if (parsed.GetValue(file) is { } path)
            {
                var full = Path.GetFullPath(path, context.WorkingDirectory);
                await File.WriteAllBytesAsync(full, json, context.Interruption.Graceful);
            }
            else
            {
                context.Terminal.RawOut.Write(Encoding.UTF8.GetString(json));
            }
        });
    }
}
