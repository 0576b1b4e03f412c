using System.Text;
using Infra.Engine.Backend;
using Infra.Engine.Files;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack export</c>: writes the state as JSON.</summary>
internal sealed class StackExportCommand : CliCommand
{
    public StackExportCommand(CommandContext context)
        : base(context, "export", "Write the state of a stack as JSON")
    {
        var file = Take<string?>("--file", "Write to this file instead of stdout");
        var showSecrets = Take<bool>("--show-secrets", "Write secrets in plaintext");
        Prints(async parsed =>
        {
            var reference = await RequireStackAsync(parsed);
            var stored = await Access.LoadAsync(reference);
            var json = DiyBackend.Export(stored, parsed.GetValue(showSecrets));
            if (parsed.GetValue(file) is { } path)
            {
                var full = Path.GetFullPath(path, context.WorkingDirectory);
                await PrivateFiles.WriteAsync(full, json, context.Interruption.Graceful);
            }
            else
            {
                context.Terminal.RawOut.Write(Encoding.UTF8.GetString(json));
            }
        });
    }
}
