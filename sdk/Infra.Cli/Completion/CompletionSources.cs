using System.CommandLine;
using System.CommandLine.Completions;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Backend;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Cli.Completion;

/// <summary>Values that only the project and its stacks know, offered where a command takes them.</summary>
internal sealed class CompletionSources(CommandContext context)
{
    private static readonly HashSet<string> StackOptions = new(StringComparer.Ordinal)
    {
        "--stack",
        "--dest",
        "--copy-config-from",
    };
    private static readonly HashSet<string> StackCommands = new(StringComparer.Ordinal)
    {
        "select",
        "rm",
        "cancel",
    };
    private static readonly HashSet<string> UrnOptions = new(StringComparer.Ordinal)
    {
        "--target",
        "--exclude",
        "--replace",
        "--target-replace",
    };

    /// <summary>Adds the sources to a command and all below it.</summary>
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

    // Completion runs inside of the parser, which knows no tasks; where something is wrong it offers nothing, and the command itself will tell.
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

    // Opening a backend makes what is missing of it, and looking for words may not.
    private string BackendDirectory()
    {
        var access = new StackAccess(context);
        var root = access.Project?.RootDirectory ?? context.WorkingDirectory;
        return Path.Combine(
            BackendLocation.DirectoryOf(access.BackendUrl, context.Environment, root),
            ".pulumi"
        );
    }

    private async Task<IEnumerable<string>> StacksAsync()
    {
        var access = new StackAccess(context);
        var backend = await access.BackendAsync();
        var stacks = await backend.ListAsync(access.Project?.Name, context.Interruption.Graceful);
        return stacks.Select(s => access.Project is null ? s.Reference.FullName : s.Reference.Name);
    }

    private async Task<IEnumerable<string>> UrnsAsync() =>
        (await StoredAsync()).Snapshot.Resources.Select(r => r.Urn.Value);

    private async Task<IEnumerable<string>> OutputsAsync() =>
        new StackOutputText(await StoredAsync(), showSecrets: false).Values.Keys;

    private async Task<IEnumerable<string>> KeysAsync()
    {
        var access = new StackAccess(context);
        var stack = await access.RequireAsync(null, offersCreation: false);
        var config = new StackConfigAccess(access, stack);
        return config.Merged.Keys.Select(k => ConfigKey.Display(k, config.Project.Name));
    }

    private async Task<StoredStack> StoredAsync()
    {
        var access = new StackAccess(context);
        var stack = await access.RequireAsync(null, offersCreation: false);
        return await (await access.BackendAsync()).LoadAsync(stack, context.Interruption.Graceful);
    }
}
