using System.Text;
using Infra.Engine.Files;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack import</c>: replaces the state with an exported one.</summary>
internal sealed class StackImportCommand : CliCommand
{
    public StackImportCommand(CommandContext context)
        : base(context, "import", "Replace the state of a stack with an exported one")
    {
        var file = Take<string?>("--file", "Read this file instead of stdin");
        var force = Take<bool>(
            "--force",
            "Import the state even if its resources belong to other stacks or projects",
            "-f"
        );
        Runs(async parsed =>
        {
            var reference = await RequireStackAsync(parsed);
            var content = await ReadAsync(parsed.GetValue(file));
            var backend = await Access.BackendAsync();
            await using var stackLock = await Access.LockAsync(reference);
            var stored = await Access.LoadAsync(reference);
            await backend.ImportAsync(stored, content, parsed.GetValue(force));
            context.Terminal.Out.WriteLine("Import complete.");
        });
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string? path)
    {
        if (path is null)
        {
            return Encoding.UTF8.GetBytes(
                await Context.Terminal.Input.ReadToEndAsync(Context.Interruption.Graceful)
            );
        }

        var full = Path.GetFullPath(path, Context.WorkingDirectory);
        return RegularFile.ReadBytes(full)
            ?? throw CommandException.Usage($"The file '{full}' given with --file does not exist.");
    }
}
