using System.CommandLine;
using System.CommandLine.Completions;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Backend;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Cli.Commands.Completion;

/// <summary>Completes the names of stacks, outputs, configuration keys and URNs.</summary>
internal sealed class CompletionSources(CommandContext context)
{
    private static readonly HashSet<string> StackOptions = new()
    {
        "--stack",
        "--dest",
        "--copy-config-from",
    };
    private static readonly HashSet<string> StackCommands = new() { "select", "rm", "cancel" };
    private static readonly HashSet<string> UrnOptions = new()
    {
        "--target",
        "--exclude",
        "--replace",
        "--target-replace",
    };

    private StackAccess Access => field ??= new(context);

    /// <summary>Adds the completions to a command and its subcommands.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in command.Options)
        {
            if (SourceOf(option) is { } source)
            {
                option.CompletionSources.Add(_ => Known(source));
            }
        }

        foreach (var argument in command.Arguments)
        {
            if (SourceOf(command, argument) is { } source)
            {
                argument.CompletionSources.Add(_ => Known(source));
            }
        }

        foreach (var subcommand in command.Subcommands)
        {
            AddTo(subcommand);
        }
    }

    private Func<Task<IEnumerable<string>>>? SourceOf(Option option) =>
        StackOptions.Contains(option.Name) ? StacksAsync
        : UrnOptions.Contains(option.Name) ? UrnsAsync
        : null;

    private Func<Task<IEnumerable<string>>>? SourceOf(Command command, Argument argument) =>
        argument.Name switch
        {
            "name" when StackCommands.Contains(command.Name) && !IsTag(command) => StacksAsync,
            "name" when command.Name == "output" => OutputsAsync,
            "urn" => UrnsAsync,
            "key" => KeysAsync,
            _ => null,
        };

    private static bool IsTag(Command command) => command.Parents.Any(p => p.Name == "tag");

    // The parser is synchronous, so this blocks. Errors give no completions, because the command itself will report them.
    private IEnumerable<CompletionItem> Known(Func<Task<IEnumerable<string>>> source)
    {
        try
        {
            context.IsNonInteractive = true;
            return Directory.Exists(BackendDirectory())
                ? source().GetAwaiter().GetResult().Select(word => new CompletionItem(word))
                : [];
        }
        catch (InfraException)
        {
            return [];
        }
    }

    // Opening a backend creates missing folders, which completion must not do.
    private string BackendDirectory()
    {
        var root = Access.Project?.RootDirectory ?? context.WorkingDirectory;
        return Path.Combine(
            BackendLocation.DirectoryOf(Access.BackendUrl, context.Environment, root),
            ".pulumi"
        );
    }

    private async Task<IEnumerable<string>> StacksAsync()
    {
        var backend = await Access.BackendAsync();
        var stacks = await backend.ListAsync(Access.Project?.Name, context.Interruption.Graceful);
        return stacks.Select(s => Access.Project is null ? s.Reference.FullName : s.Reference.Name);
    }

    private async Task<IEnumerable<string>> UrnsAsync() =>
        (await StoredAsync()).Snapshot.Resources.Select(r => r.Urn.Value);

    private async Task<IEnumerable<string>> OutputsAsync() =>
        new StackOutputText(await StoredAsync(), showSecrets: false).Values.Keys;

    private async Task<IEnumerable<string>> KeysAsync()
    {
        var stack = await Access.RequireAsync(null, offersCreation: false);
        var config = new StackConfigAccess(Access, stack);
        return config.Merged.Keys.Select(k => ConfigKey.Display(k, config.Project.Name));
    }

    private async Task<StoredStack> StoredAsync() =>
        await Access.LoadAsync(await Access.RequireAsync(null, offersCreation: false));
}
