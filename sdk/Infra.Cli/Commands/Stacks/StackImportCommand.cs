using System.CommandLine;
using System.Text;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack import</c>: replaces the state by an exported one.</summary>
internal sealed class StackImportCommand : CliCommand
{
    private readonly CommandContext _context;

    public StackImportCommand(CommandContext context)
        : base("import", "Replace the state of a stack by an exported one")
    {
        _context = context;
        var stack = TakeStack();
        var file = Take<string?>("--file", "Read this file instead of the input");
        var force = Take<bool>("--force", "Accept resources of other stacks and projects", "-f");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(stack),
                offersCreation: false
            );
            var content = await ReadAsync(parsed.GetValue(file));
            var backend = await access.BackendAsync();
            await using var stackLock = await access.LockAsync(reference);
            var stored = await backend.LoadAsync(reference, context.Interruption.Graceful);
            await backend.ImportAsync(stored, content, parsed.GetValue(force));
            context.Terminal.Out.WriteLine("Import complete.");
        });
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string? path)
    {
        if (path is null)
        {
            return Encoding.UTF8.GetBytes(
                await _context.Terminal.Input.ReadToEndAsync(_context.Interruption.Graceful)
            );
        }

        var full = Path.GetFullPath(path, _context.WorkingDirectory);
        return File.Exists(full)
            ? await File.ReadAllBytesAsync(full, _context.Interruption.Graceful)
            : throw new CommandException(
                ExitCode.Invocation,
                $"The file '{full}' given with --file does not exist."
            );
    }
}
